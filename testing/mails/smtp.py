"""An SMTP server on the loopback that treats each recipient as planned."""

import asyncio
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

ANSWERS = {
    "no such person": "550 5.1.1 No such person here",
    "too big": "552 5.3.4 Too big",
    "later": "451 4.7.1 Greylisted, come back later",
    "busy": "421 4.3.2 Too busy, closing",
}
PATIENCE = 30  # seconds without a reply; senders time out before


@dataclass(frozen=True)
class Taken:
    """A mail that was accepted. `answered` is False if the connection was cut before the reply."""

    recipient: str
    content: bytes
    answered: bool
    at: float = field(default_factory=time.time)

    @property
    def mail(self):
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self):
        return str(self.mail["Message-ID"])


@dataclass
class Script:
    """`plan` maps an address to the outcomes of its next attempts; after these, mail is accepted.

    "no such person", "later" and "busy" reply to RCPT; "too big" replies to DATA; "hang" never replies to it;
    "drop" cuts the connection before the mail is accepted, "cut" after that but before the reply.
    """

    plan: dict[str, list[str]] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    sessions: int = 0

    def _next(self, address, among):
        steps = self.plan.get(address, [])
        return steps.pop(0) if steps and steps[0] in among else None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        step = self._next(address, {"no such person", "later", "busy"})
        if step:
            return ANSWERS[step]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        [address] = envelope.rcpt_tos
        step = self._next(address, {"too big", "hang", "cut", "drop"})
        if step == "too big":
            return ANSWERS[step]
        if step == "hang":
            await asyncio.sleep(PATIENCE)
        if step in {"hang", "drop"}:
            server.transport.abort()
            return "451 never heard"
        self.taken.append(Taken(address, envelope.original_content, answered=step != "cut"))
        if step == "cut":
            server.transport.abort()
        return "250 Taken"

    def to(self, address):
        return [taken for taken in self.taken if taken.recipient == address]


@pytest.fixture
def smtp(settings):
    """The Script of a mail server that the outbox sends to."""
    script = Script()
    server = Server(script)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 2
    yield script
    server.stop()


class Server(Controller):
    def __init__(self, script, port=0):
        super().__init__(script, hostname="127.0.0.1", port=port)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
