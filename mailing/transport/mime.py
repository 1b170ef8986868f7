"""The bytes of a mail: text, HTML and, for invitations, a calendar part that clients act on.

See R-MAIL-STRUCTURE, R-ONE-RECIPIENT, R-ONE-SENDER and R-MAIL-HEADERS. The bytes are stored with the message
and sent unchanged at every retry, so that Message-ID, date and calendar object stay the same.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email import encoders, policy
from email.charset import QP, Charset
from email.message import Message
from email.mime.base import MIMEBase
from email.parser import BytesHeaderParser, BytesParser
from email.utils import format_datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailAlternative
from django.utils.functional import cached_property

from core.text import mailboxes
from mailing.transport import headers

METHODS = ("REQUEST", "CANCEL")

# The part before the @ is ASCII: few servers accept anything else (RFC 6531).
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[^\s@<>,;:\"()\[\]\x00-\x1f\x7f]+")
_DOMAIN = re.compile(r"(?<=@)[^\s@<>]+(?=>?\s*$)")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+=-]+@[A-Za-z0-9.:\[\]-]+>")
_LINK = re.compile(r"https?://[!-;=?-~]+")

# Quoted-printable bodies pass every relay unchanged; 8-bit bodies do not.
SEVEN_BIT = Charset("utf-8")
SEVEN_BIT.body_encoding = QP


class CalendarMail(EmailMultiAlternatives):
    """A mail whose alternatives end with a text/calendar part, with the same bytes attached as a file.

    `attach_alternative()` cannot set the method as a parameter of the type (RFC 6047, 2.4).
    """

    encoding = SEVEN_BIT

    def carry(self, method: str, calendar: bytes) -> None:
        """Add an iCalendar object with its METHOD, "REQUEST" or "CANCEL". Raise ValueError for others."""
        if method not in METHODS:
            raise ValueError(f"Not a method of an invitation: {method!r}")
        self.calendar_part = _part(calendar, "text", "calendar", method=method, charset="UTF-8")
        attached = _part(calendar, "application", "ics", name="invite.ics")
        attached.add_header("Content-Disposition", "attachment", filename="invite.ics")
        self.attach(attached)

    def message(self, *arguments: Any, **options: Any) -> Any:
        message = super().message(*arguments, **options)  # which refuses line breaks in headers
        written = {
            "Subject": headers.unstructured("Subject", str(self.subject)),
            "From": headers.mailbox("From", self.from_email),
        }
        for name, value in written.items():
            del message[name]
            Message.__setitem__(message, name, value)
        message.policy = headers.Folding()
        return message

    def _create_alternatives(self, msg: Any) -> Any:
        alternatives = super()._create_alternatives(msg)  # type: ignore[misc]  # private to Django
        if calendar_part := getattr(self, "calendar_part", None):
            alternatives.attach(calendar_part)
        return alternatives


def _part(content: bytes, maintype: str, subtype: str, **parameters: Any) -> MIMEBase:
    part = MIMEBase(maintype, subtype, **parameters)
    part.set_payload(content)
    encoders.encode_base64(part)
    return part


@dataclass(frozen=True)
class Mail:
    """One mail to one person, in plain values.

    `sender` may hold a name ("Co-Lab <co-lab@example.org>"), `recipient` is a bare address. `message_id` is
    the header's value, in angle brackets, the same for the life of the message. `calendar` is (METHOD,
    bytes). `unsubscribe_url` is set if the kind may be turned off (RFC 8058). `sent_at` is an aware datetime.
    """

    subject: str
    text: str
    html: str
    sender: str
    recipient: str
    message_id: str
    calendar: tuple[str, bytes] | None = None
    unsubscribe_url: str = ""
    sent_at: datetime | None = None
    language: str = ""  # a tag such as "fr-CA" (RFC 3282)

    def __post_init__(self) -> None:
        _must_match(_ADDRESS, self.recipient, "address")
        _must_match(_MESSAGE_ID, self.message_id, "Message-ID")
        if self.unsubscribe_url:
            _must_match(_LINK, self.unsubscribe_url, "link")
        if not (self.text.strip() and self.html.strip()):
            raise ValueError("A mail needs both text and HTML.")


def _must_match(pattern: re.Pattern[str], value: str, name: str) -> None:
    if not pattern.fullmatch(value):
        raise ValueError(f"Not one {name}: {value!r}")


def message_id(token: str, host: str) -> str:
    return f"<{token}@[{host}]>" if ":" in host else f"<{token}@{mailboxes.ascii_domain(host)}>"


def compose(mail: Mail) -> CalendarMail:
    """Return the Mail as a message of Django. Raise BadHeaderError if a header would hold a line break."""
    message = CalendarMail(
        subject=mail.subject,
        body=_lines(mail.text),
        from_email=_in_ascii(mail.sender),
        to=[_in_ascii(mail.recipient)],
        headers=_headers(mail),
    )
    message.attach_alternative(_lines(mail.html), "text/html")
    if mail.calendar is not None:
        message.carry(*mail.calendar)
    return message


def _in_ascii(mailbox: str) -> str:
    """Return an address, with or without a name, with its domain by IDNA 2008: Django knows that of 2003."""
    return _DOMAIN.sub(lambda found: mailboxes.ascii_domain(found[0]), mailbox)


def render(mail: Mail) -> bytes:
    """Return the bytes of the Mail as they go over SMTP: CRLF, 7-bit, long lines folded (R-MAIL-SUBJECTS)."""
    return compose(mail).message().as_bytes(linesep="\r\n")  # Django's takes it


def _headers(mail: Mail) -> dict[str, str]:
    found = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}  # RFC 3834
    if mail.sent_at is not None:
        found["Date"] = format_datetime(mail.sent_at)
    if mail.language:
        found["Content-Language"] = mail.language
    if mail.unsubscribe_url:
        found["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- Rendered mails


class _Kept(Message):
    """The header of a message that is serialized to the bytes it was read from."""

    content = b""

    def as_bytes(self, unixfrom: bool = False, policy: Any = None, linesep: str | None = None) -> bytes:
        return self.content


class KeptMail(EmailMultiAlternatives):
    """A rendered mail for Django's mail backends, which send its bytes unchanged.

    Sending reads the header alone. Body and alternatives are parsed for tests, previews and backends that
    look at them; changing them has no effect.
    """

    def __init__(self, content: bytes, connection: BaseEmailBackend | None = None) -> None:
        self.content = bytes(content)
        header = BytesHeaderParser(policy=policy.default).parsebytes(self._header)
        super().__init__(
            subject=str(header["Subject"]),
            from_email=str(header["From"]),
            to=[address.addr_spec for address in header["To"].addresses],
            headers={"Message-ID": str(header["Message-ID"])},
            connection=connection,
        )
        del self.body, self.alternatives  # so that they are read when they are asked for

    @property
    def _header(self) -> bytes:
        return self.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"

    @cached_property
    def _parsed(self) -> Any:
        return BytesParser(policy=policy.default).parsebytes(self.content)

    @cached_property
    def body(self) -> str:  # type: ignore[override]  # an attribute there
        text = self._parsed.get_body(("plain",))
        return _lines(text.get_content()) if text else ""

    @cached_property
    def alternatives(self) -> list:  # type: ignore[override]
        html = self._parsed.get_body(("html",))
        return [EmailAlternative(_lines(html.get_content()), "text/html")] if html else []

    def message(self) -> _Kept:  # type: ignore[override]  # a parsed message, as backends need it
        kept = BytesHeaderParser(_class=_Kept).parsebytes(self._header)
        kept.content = self.content
        return kept


def send(connection: BaseEmailBackend, content: bytes) -> None:
    """Send rendered bytes unchanged through an open or closed connection of Django.

    Raise what the connection raises (smtplib.SMTPException, OSError).
    """
    connection.send_messages([KeptMail(content)])
