"""Parse the mail with which a calendar replies to an invitation (METHOD:REPLY, RFC 5546 3.2.3; RFC 6047).

See R-REPLY-MATCH and R-REPLY-IGNORED. No database. The sizes of the mail, of its parts and of the calendar
object are bounded.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, unquote
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from icalendar.parser import Contentlines, Parameters

from core.text import mailboxes
from mailing.inbound import authentication_results, auto_replies
from mailing.inbound.handlers import LARGEST

LARGEST_CALENDAR = 64_000  # bytes
MOST_PARTS = 30

_LOCAL_PART = r"(?:\"(?:[^\"\\\r\n]|\\.)+\"|[^\s<>@\",;:()\[\]\\]+)"
_ADDRESS = rf"{_LOCAL_PART}@[^\s<>@\",;:()\[\]\\]+"
_ONE_MAILBOX = re.compile(rf'(?:"(?:[^"\\]|\\.)*"|[^"<>@,;:()]*)\s*<({_ADDRESS})>|({_ADDRESS})')
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff]+"
_DOT_ATOM = rf"{_ATOM}(?:\.{_ATOM})*"
_STAMP = re.compile(r"\d{8}T\d{6}Z")
_CALENDARS = ("text/calendar", "application/ics")

_Property = tuple[Parameters, str]  # parameters, value


class Outcome(models.TextChoices):
    """The effect of a mail; the values are stored in ReplyCount."""

    FREED = "freed", _("declined: the seat was given back")
    ASKED = "asked", _("declined, sender not certain: asked by mail")
    NOTED = "noted", _("accepted or tentative: shown to the organizer")
    ROLE = "role", _("declined by somebody with a role: the role stays, answered by mail")
    OLDER = "older", _("answers an earlier state, or a later answer is known")
    NO_SEAT = "no-seat", _("has no seat any more")
    OVER = "over", _("the co-lab is over or called off")
    UNKNOWN = "unknown", _("no invitation of ours")
    STRANGER = "stranger", _("not the person who was invited")
    SEVERAL = "several", _("not exactly one attendee")
    AHEAD = "ahead", _("answers a state that we never sent")
    OTHER_PARTSTAT = "other-answer", _("neither accepted, tentative nor declined")
    OTHER_METHOD = "other-method", _("not a reply: another method")
    AUTOMATIC = "automatic", _("an automatic answer or a bounce")
    NO_CALENDAR = "no-calendar", _("no calendar object in it")
    WRITTEN = "written", _("written by a person: told where to answer")
    TOO_LARGE = "too-large", _("too large")
    UNREADABLE = "unreadable", _("unreadable")


class Ignored(Exception):
    """A mail has no effect, for the reason `outcome`."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


@dataclass(frozen=True)
class Reply:
    """A reply to an invitation. Addresses are in lower case, their domains in ASCII.

    `stamp` is DTSTAMP, an aware datetime in UTC.
    """

    uid: UUID
    sequence: int
    stamp: datetime
    attendee: str
    partstat: str
    sender: str  # "" unless From is a single mailbox
    authenticated: bool  # by the receiving server
    may_be_answered: bool = False  # no program wrote it by itself (R-AUTO-REPLIES)

    @property
    def trusted(self) -> bool:
        return self.authenticated and self.sender == self.attendee


def read(content: bytes, server: str = "") -> Reply:
    """Return the Reply in a mail. Raise Ignored for every other content, and nothing else.

    `server` is the authserv-id of the receiving server (RFC 8601).
    """
    if len(content) > LARGEST:
        raise Ignored(Outcome.TOO_LARGE)
    if content.lower().count(b"boundary=") > MOST_PARTS:  # the parser's time grows with their square
        raise Ignored(Outcome.UNREADABLE)
    try:
        return _read(content, server)
    except Ignored:
        raise
    except Exception as problem:  # any content may come from strangers, and must not stop the next mail
        raise Ignored(Outcome.UNREADABLE) from problem


def _read(content: bytes, server: str) -> Reply:
    mail = email.message_from_bytes(content)
    if _is_automatic(mail):
        raise Ignored(Outcome.AUTOMATIC)
    fields = _reply_fields(_calendar(mail))
    sender = _sender(mail)
    results = [str(value) for value in mail.get_all("Authentication-Results", [])]
    authenticated = bool(sender) and authentication_results.is_authenticated(
        results, server, sender.rpartition("@")[2]
    )
    by_hand = not auto_replies.is_automatic(mail, by_calendar=True)
    return Reply(**fields, sender=sender, authenticated=authenticated, may_be_answered=by_hand)


def _is_automatic(mail: Message) -> bool:
    """See RFC 3834. "auto-generated" does not count: calendars send it with their replies."""
    submitted = str(mail.get("Auto-Submitted", "no")).strip().lower()
    return (
        submitted.startswith("auto-replied")
        or mail.get_content_type() == "multipart/report"
        or str(mail.get("Return-Path", "")).strip() == "<>"
        or any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond"))
    )


def _sender(mail: Message) -> str:
    values = mail.get_all("From", [])
    found = _ONE_MAILBOX.fullmatch(str(values[0]).strip()) if len(values) == 1 else None
    return address(found[1] or found[2]) if found else ""


def address(text: str) -> str:
    """Return an address in the form in which addresses are compared.

    In lower case, its domain in ASCII, and without quotation marks that it does not need (RFC 5322, 3.4.1).
    """
    local_part, _at, domain = text.strip().lower().rpartition("@")
    if quoted := re.fullmatch(r'"((?:[^"\\]|\\.)*)"', local_part):
        plain = re.sub(r"\\(.)", r"\1", quoted[1])
        local_part = plain if re.fullmatch(_DOT_ATOM, plain) else local_part
    return f"{local_part}@{mailboxes.ascii_domain(domain)}"


def _calendar_address(text: str) -> str:
    """Return the address in a CAL-ADDRESS, a mailto URI (RFC 6068); "" unless there is exactly one.

    Escapes are decoded once; header fields after the question mark are no part of it, except for "to".
    """
    scheme, colon, rest = text.strip().partition(":")
    if colon and scheme.lower() != "mailto":
        return ""
    to, _mark, fields = (rest if colon else scheme).partition("#")[0].partition("?")
    named = [value for name, value in parse_qsl(_plus_stays(fields)) if name.lower() == "to"]
    found = [*map(unquote, filter(None, to.split(","))), *named]
    return address(found[0]) if len(found) == 1 and re.fullmatch(_ADDRESS, found[0].strip()) else ""


def _plus_stays(fields: str) -> str:
    return fields.replace("+", "%2B")  # a form would mean a space by it, a mailto URI does not


# --- The calendar object of a mail


def _calendar(mail: Message) -> str:
    """Return the text of the single calendar object. Attached mails are not searched."""
    parts = list(_parts(mail))
    contradicts = False
    for kind in _CALENDARS:
        those = [(part, _decoded(part)) for part in parts if part.get_content_type() == kind]
        found = {text for part, text in those if _is_of_its_method(part, text)}
        if len(found) == 1:
            return found.pop()
        if found:
            raise Ignored(Outcome.UNREADABLE)
        contradicts |= bool(those)
    raise Ignored(Outcome.OTHER_METHOD if contradicts else Outcome.NO_CALENDAR)


def _parts(mail: Message) -> Iterator[Message]:
    waiting, seen = [mail], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise Ignored(Outcome.UNREADABLE)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            below: Any = part.get_payload()
            waiting += reversed(below)
        elif part.get_content_maintype() != "message":
            yield part


def _decoded(part: Message) -> str:
    content: Any = part.get_payload(decode=True)
    if len(content) > LARGEST_CALENDAR:
        raise Ignored(Outcome.TOO_LARGE)
    for charset in ("utf-8-sig", part.get_content_charset("latin-1")):
        try:
            return content.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _is_of_its_method(part: Message, calendar: str) -> bool:
    """Return whether the part says the METHOD of the object in it, or none (RFC 6047, 2.4)."""
    said = part.get_param("method")
    if said is None:
        return True
    method = said[2] if isinstance(said, tuple) else said  # RFC 2231
    found = re.findall(r"^METHOD(?:;[^:\r\n]*)?:(.*)$", _unfolded(calendar), re.M | re.I)
    return {method.strip().upper()} >= {value.strip().upper() for value in found}


def _unfolded(calendar: str) -> str:
    return re.sub(r"\r?\n[ \t]", "", calendar)


def _reply_fields(calendar: str) -> dict[str, Any]:
    methods, events = _properties(calendar)
    if methods != ["REPLY"]:
        raise Ignored(Outcome.OTHER_METHOD)
    if len(events) != 1:
        raise Ignored(Outcome.UNREADABLE)
    [event] = events
    if len(event.get("ATTENDEE", [])) != 1:
        raise Ignored(Outcome.SEVERAL)
    [(parameters, attendee)] = event["ATTENDEE"]
    partstat = str(parameters.get("PARTSTAT", "")).upper()
    if partstat not in ("ACCEPTED", "TENTATIVE", "DECLINED"):
        raise Ignored(Outcome.OTHER_PARTSTAT)
    return {
        "uid": _uid(_only(event, "UID")),
        "sequence": _number(_only(event, "SEQUENCE") if "SEQUENCE" in event else "0"),
        "stamp": _instant(_only(event, "DTSTAMP")),
        "attendee": _calendar_address(attendee),
        "partstat": partstat,
    }


def _properties(calendar: str) -> tuple[list[str], list[dict[str, list[_Property]]]]:
    methods: list[str] = []
    events: list[dict[str, list[_Property]]] = []
    within: list[str] = []
    for line in Contentlines.from_ical(calendar):
        if not line.strip():
            continue
        name, parameters, value = line.parts()
        name = name.upper()
        if name == "BEGIN":
            within.append(value.strip().upper())
            if within == ["VCALENDAR", "VEVENT"]:
                events.append({})
        elif name == "END":
            within.pop()
        elif within == ["VCALENDAR"] and name == "METHOD":
            methods.append(value.strip().upper())
        elif within == ["VCALENDAR", "VEVENT"]:
            events[-1].setdefault(name, []).append((parameters, value))
    return methods, events


def _only(event: dict[str, list[_Property]], name: str) -> str:
    [(_parameters, value)] = event[name]
    return value.strip()


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Ignored(Outcome.UNKNOWN) from problem


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Ignored(Outcome.UNREADABLE)
    return int(text)


def _instant(text: str) -> datetime:
    if not _STAMP.fullmatch(text):
        raise Ignored(Outcome.UNREADABLE)
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
