"""Reads the mail in which a calendar answers an invitation (METHOD:REPLY; R-REPLY-MATCH and R-REPLY-IGNORED).

No database. `read()` gives a Reply or raises Ignored with what the mail is instead; nothing else gets out of
it, whatever the mail holds. Sizes are bounded: of the mail, of its parts, of the calendar object.
"""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import models
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _
from icalendar.parser import Contentlines

from mailing.inbound import authentication_results
from mailing.inbound.handlers import LARGEST

LARGEST_CALENDAR = 64_000  # bytes
MOST_PARTS = 30

_ADDRESS = r"[^\s<>@\",;:()\[\]\\]+@[^\s<>@\",;:()\[\]\\]+"
_ONE_MAILBOX = re.compile(rf'(?:"(?:[^"\\]|\\.)*"|[^"<>@,;:()]*)\s*<({_ADDRESS})>|({_ADDRESS})')
_STAMP = re.compile(r"\d{8}T\d{6}Z")
_CALENDARS = ("text/calendar", "application/ics")


class Outcome(models.TextChoices):
    """What became of a mail."""

    FREED = "freed", _("declined: the seat was given back")
    ASKED = "asked", _("declined, sender not certain: asked by mail")
    NOTED = "noted", _("accepted or tentative: shown to the organizer")
    OLDER = "older", _("answers an earlier state, or a later answer is known")
    NO_SEAT = "no-seat", _("has no seat any more")
    OVER = "over", _("the co-lab is over or called off")
    UNKNOWN = "unknown", _("no invitation of ours")
    STRANGER = "stranger", _("not the person who was invited")
    SEVERAL = "several", _("not exactly one attendee")
    AHEAD = "ahead", _("answers a state that we never sent")
    OTHER_ANSWER = "other-answer", _("neither accepted, tentative nor declined")
    OTHER_METHOD = "other-method", _("not a reply: another method")
    AUTOMATIC = "automatic", _("an automatic answer or a bounce")
    NO_CALENDAR = "no-calendar", _("no calendar object in it")
    TOO_LARGE = "too-large", _("too large")
    UNREADABLE = "unreadable", _("unreadable")


class Ignored(Exception):
    """A mail that changes nothing; `outcome` says why."""

    def __init__(self, outcome):
        super().__init__(outcome)
        self.outcome = outcome


@dataclass(frozen=True)
class Reply:
    """One answer to one invitation. Addresses are lower case, domains ASCII; `stamp` is a UTC instant."""

    uid: UUID
    sequence: int
    stamp: datetime
    attendee: str
    partstat: str
    sender: str  # "" where From is not plainly one mailbox
    authenticated: bool  # the receiving server vouches for the sender

    @property
    def trusted(self):
        """Whether it is certainly the attendee who says so."""
        return self.authenticated and self.sender == self.attendee


def read(content, server=""):
    """The Reply in the bytes of a mail. `server` is the name under which our receiving server vouches."""
    if len(content) > LARGEST:
        raise Ignored(Outcome.TOO_LARGE)
    if content.lower().count(b"boundary=") > MOST_PARTS:  # the parser's time grows with their square
        raise Ignored(Outcome.UNREADABLE)
    try:
        return _read(content, server)
    except Ignored:
        raise
    except Exception as problem:  # what strangers send may break any parser; it must not stop the next mail
        raise Ignored(Outcome.UNREADABLE) from problem


def _read(content, server):
    mail = email.message_from_bytes(content)
    if _is_automatic(mail):
        raise Ignored(Outcome.AUTOMATIC)
    answer = _answer(_calendar(mail))
    sender = _sender(mail)
    results = [str(value) for value in mail.get_all("Authentication-Results", [])]
    authenticated = bool(sender) and authentication_results.is_authenticated(
        results, server, sender.rpartition("@")[2]
    )
    return Reply(**answer, sender=sender, authenticated=authenticated)


def _is_automatic(mail):
    """RFC 3834. Calendars themselves answer as "auto-generated", so that word alone says nothing."""
    submitted = str(mail.get("Auto-Submitted", "no")).strip().lower()
    return (
        submitted.startswith("auto-replied")
        or mail.get_content_type() == "multipart/report"
        or str(mail.get("Return-Path", "")).strip() == "<>"
        or any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond"))
    )


def _sender(mail):
    values = mail.get_all("From", [])
    found = _ONE_MAILBOX.fullmatch(str(values[0]).strip()) if len(values) == 1 else None
    return address(found[1] or found[2]) if found else ""


def address(text):
    """An address as it is compared: in lower case, its domain in ASCII."""
    local_part, _at, domain = text.strip().lower().rpartition("@")
    return f"{local_part}@{punycode(domain)}"


# --- The calendar object in a mail


def _calendar(mail):
    """The text of the one calendar object; forwarded mails inside the mail are not looked into."""
    parts = list(_parts(mail))
    for kind in _CALENDARS:
        found = {_decoded(part) for part in parts if part.get_content_type() == kind}
        if len(found) == 1:
            return found.pop()
        if found:
            raise Ignored(Outcome.UNREADABLE)
    raise Ignored(Outcome.NO_CALENDAR)


def _parts(mail):
    waiting, seen = [mail], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise Ignored(Outcome.UNREADABLE)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(part.get_payload())
        elif part.get_content_maintype() != "message":
            yield part


def _decoded(part):
    content = part.get_payload(decode=True)
    if len(content) > LARGEST_CALENDAR:
        raise Ignored(Outcome.TOO_LARGE)
    for charset in ("utf-8-sig", part.get_content_charset("latin-1")):
        try:
            return content.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _answer(calendar):
    """What a METHOD:REPLY says, as the fields of a Reply (RFC 5546 3.2.3)."""
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
        raise Ignored(Outcome.OTHER_ANSWER)
    return {
        "uid": _uid(_only(event, "UID")),
        "sequence": _number(_only(event, "SEQUENCE") if "SEQUENCE" in event else "0"),
        "stamp": _instant(_only(event, "DTSTAMP")),
        "attendee": address(re.sub("^mailto:", "", attendee.strip(), flags=re.I)),
        "partstat": partstat,
    }


def _properties(calendar):
    """(methods, events): of each VEVENT its properties by name, each a list of (parameters, value)."""
    methods, events, within = [], [], []
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


def _only(event, name):
    [(_parameters, value)] = event[name]
    return value.strip()


def _uid(text):
    try:
        return UUID(text)
    except ValueError as problem:
        raise Ignored(Outcome.UNKNOWN) from problem


def _number(text):
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Ignored(Outcome.UNREADABLE)
    return int(text)


def _instant(text):
    if not _STAMP.fullmatch(text):
        raise Ignored(Outcome.UNREADABLE)
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
