"""Handlers of incoming mail, chosen by the address that the mail was sent to."""

from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import TypeVar

from core.registry import Registry
from core.web.refusals import Busy

LARGEST = 1_000_000  # bytes; larger mails are not read in full
HEAD = 64_000  # bytes that are searched for headers
SENT_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")

Take = TypeVar("Take", bound=Callable[[bytes], str])
handlers = Registry("handlers of incoming mail")


class TryLater(Busy):
    """The mail cannot be handled now: it stays unread at its source, or its provider posts it again."""


@dataclass(frozen=True)
class Handler:
    """`accepts(address)` is called with addresses in lower case.

    `take(content)` is given the bytes of the mail and returns a word for the result. It raises temporary
    errors only.
    """

    accepts: Callable[[str], bool]
    take: Callable[[bytes], str]


def handles(name: str, accepts: Callable[[str], bool]) -> Callable[[Take], Take]:
    def declare(take: Take) -> Take:
        handlers.add(name, Handler(accepts, take))
        return take

    return declare


def handler_of(content: bytes) -> Handler:
    """Return the first Handler that accepts an address of the mail, else the first that was declared."""
    sent_to = _addresses(content)
    accepting = (one for one in handlers.values() if any(map(one.accepts, sent_to)))
    return next(accepting, None) or next(iter(handlers.values()))


def _addresses(content: bytes) -> list[str]:
    try:
        headers = BytesHeaderParser().parsebytes(content[:HEAD])
        values = [str(value) for name in SENT_TO for value in headers.get_all(name, [])]
        return [address.lower() for _name, address in getaddresses(values)]
    except Exception:  # mails of strangers may break any parser
        return []
