"""iCalendar objects (RFC 5545) from plain values: invitations, cancellations (RFC 5546) and feeds.

See R-ICS-PROPERTIES, R-ICS-UTC, R-ICS-ENCODING, R-ICS-LINK, R-FEED-STABLE and R-FEED-NO-NAMES.

Functions return the bytes of one VCALENDAR: UTF-8, CRLF, folded at 75 octets, times in UTC, no VTIMEZONE. No
database.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import quote
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from core.text import mailboxes

PRODID = "-//Co-Lab//Co-Lab//EN"
ALARM = timedelta(minutes=-15)
REFRESH = timedelta(hours=1)
PLAIN = "!$'()*+,:-._~"  # beside letters and digits, in the local part of a mailto URI

_LINE_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029\x0b\x0c]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # except the line feed


@dataclass(frozen=True)
class Mailbox:
    """An e-mail address with a name, which may be empty. Raises ValueError for an invalid address."""

    address: str
    name: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^\s@<>\x00-\x1f\x7f]+@[^\s@<>\x00-\x1f\x7f]+", self.address):
            raise ValueError(f"Not an e-mail address: {self.address!r}")

    @classmethod
    def parse(cls, text: str) -> "Mailbox":
        """Parse "Co-Lab <co-lab@example.org>" or a bare address."""
        name, address = parseaddr(text)
        return cls(address, name)


@dataclass(frozen=True)
class Entry:
    """A VEVENT. Datetimes are aware; `url` is our page.

    `uid` and `sequence` are those of a registration, or of the co-lab in public feeds (R-ONE-UID and
    R-ICS-SEQUENCE). Raises ValueError unless it ends after it starts.
    """

    uid: UUID | str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    url: str
    created: datetime
    last_modified: datetime
    called_off: bool = False

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError("An entry must end after it starts.")


def invitation(
    entry: Entry, organizer: Mailbox, attendee: Mailbox, stamp: datetime, partstat: str = "ACCEPTED"
) -> bytes:
    """Return a METHOD:REQUEST for a seat (RFC 5546 3.2.2).

    See R-ICS-PROPERTIES, R-ICS-ATTENDEE and R-ICS-MOVED. `stamp` is DTSTAMP; `partstat` is "NEEDS-ACTION"
    after a change of time.
    """
    event = _event(entry, stamp)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", _organizer(organizer))
    event.add("attendee", _attendee(attendee, PARTSTAT=partstat, RSVP="TRUE"))
    event.add_component(_alarm(entry))
    return _calendar("REQUEST", [event])


def cancellation(entry: Entry, organizer: Mailbox, attendee: Mailbox, stamp: datetime) -> bytes:
    """Return a METHOD:CANCEL for one attendee (RFC 5546 3.2.5; R-ICS-CANCEL).

    It has STATUS:CANCELLED only if the whole co-lab is called off.
    """
    event = _event(entry, stamp)
    if entry.called_off:
        event.add("status", "CANCELLED")
    event.add("organizer", _organizer(organizer))
    event.add("attendee", _attendee(attendee))
    return _calendar("CANCEL", [event])


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """Return a calendar without METHOD and names (R-FEED-STABLE and R-FEED-NO-NAMES).

    The order of the entries does not matter.
    """
    events = [_feed_event(entry) for entry in sorted(entries, key=lambda e: (e.starts_at, str(e.uid)))]
    return _calendar(None, events, name)


def appointment(entry: Entry) -> bytes:
    """Return a file with one entry: no METHOD, and nothing that makes it a calendar to subscribe to."""
    return _calendar(None, [_feed_event(entry)])


def _feed_event(entry: Entry) -> Event:
    event = _event(entry, entry.last_modified)
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.called_off else "OPAQUE")
    return event


def _calendar(method: str | None, events: Iterable[Event], name: str | None = None) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name is not None:
        calendar.add("name", vText(_line(name)))
        calendar.add("x-wr-calname", vText(_line(name)))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _utc(stamp))
    event.add("created", _utc(entry.created))
    event.add("last-modified", _utc(entry.last_modified))
    event.add("dtstart", _utc(entry.starts_at))
    event.add("dtend", _utc(entry.ends_at))
    event.add("summary", _line(entry.summary))
    event.add("description", _text_with_link(entry))
    event.add("location", entry.url)
    event.add("url", entry.url)
    return event


def _text_with_link(entry: Entry) -> str:
    text = _text(entry.description)
    return text if entry.url in text else f"{text}\n\n{entry.url}".lstrip()


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM)
    alarm.add("description", _line(entry.summary))
    return alarm


def _organizer(mailbox: Mailbox) -> vCalAddress:
    return _cal_address(mailbox, {})


def _attendee(mailbox: Mailbox, **parameters: str) -> vCalAddress:
    return _cal_address(mailbox, {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", **parameters})


def _cal_address(mailbox: Mailbox, parameters: dict[str, str]) -> vCalAddress:
    local_part, _, domain = mailbox.address.rpartition("@")
    # As in the headers of the mail, with what no URI may contain escaped (RFC 6068, 2).
    address = vCalAddress(f"mailto:{quote(local_part, safe=PLAIN)}@{mailboxes.ascii_domain(domain)}")
    for key, value in parameters.items():
        address.params[key] = value
    # Quotation marks and carets would need RFC 6868, which many clients do not support.
    address.params["CN"] = _line(mailbox.name).replace('"', "'").replace("^", "") or mailbox.address
    return address


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("A calendar needs aware datetimes.")
    return instant.astimezone(UTC).replace(microsecond=0)


def _text(value: str) -> str:
    return _CONTROLS.sub(" ", _LINE_BREAKS.sub("\n", str(value))).strip()


def _line(value: str) -> str:
    return " ".join(_text(value).split())
