"""iCalendar objects from plain values: invitations, cancellations and feeds.

See R-ICS-PROPERTIES, R-ICS-UTC, R-ICS-ENCODING, R-FEED-STABLE and R-FEED-NO-NAMES.

Every function gives the bytes of one VCALENDAR: UTF-8, CRLF, folded at 75 octets, times in UTC, no time zone
table. No database. The link to our page is the only address in an entry, never the room's (R-ICS-LINK).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.utils.encoding import punycode
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

PRODID = "-//Co-Lab//Co-Lab//EN"
ALARM = timedelta(minutes=-15)
REFRESH = timedelta(hours=1)

_LINE_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029\x0b\x0c]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # all but the line feed


@dataclass(frozen=True)
class Mailbox:
    """An e-mail address with a name, which may be empty. Raises ValueError when it is no address."""

    address: str
    name: str = ""

    def __post_init__(self):
        if not re.fullmatch(r"[^\s@<>\x00-\x1f\x7f]+@[^\s@<>\x00-\x1f\x7f]+", self.address):
            raise ValueError(f"Not an e-mail address: {self.address!r}")

    @classmethod
    def parse(cls, text):
        """From "Co-Lab <co-lab@example.org>" or a bare address."""
        name, address = parseaddr(text)
        return cls(address, name)


@dataclass(frozen=True)
class Entry:
    """What a calendar shows of one co-lab. All datetimes are aware; `url` is our page.

    `uid` is that of the registration, or of the co-lab in the public feed (R-ONE-UID); `sequence` grows with
    every change (R-ICS-SEQUENCE).
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

    def __post_init__(self):
        if self.ends_at <= self.starts_at:
            raise ValueError("An entry must end after it starts.")


def invitation(entry, organizer, attendee, stamp, partstat="ACCEPTED"):
    """METHOD:REQUEST for a seat taken or an entry that changed.

    See RFC 5546 3.2.2, R-ICS-PROPERTIES, R-ICS-ATTENDEE and R-ICS-MOVED.

    `organizer` is the site's mailbox, `attendee` the one recipient, both a Mailbox. `stamp` is when this
    message was made. `partstat` is "NEEDS-ACTION" after a change of time.
    """
    event = _event(entry, stamp)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", _organizer(organizer))
    event.add("attendee", _attendee(attendee, PARTSTAT=partstat, RSVP="TRUE"))
    event.add_component(_alarm(entry))
    return _calendar("REQUEST", [event])


def cancellation(entry, organizer, attendee, stamp):
    """METHOD:CANCEL to one person (RFC 5546 3.2.5; R-ICS-CANCEL).

    STATUS:CANCELLED only where the whole co-lab is called off; someone who leaves just loses the entry.
    """
    event = _event(entry, stamp)
    if entry.called_off:
        event.add("status", "CANCELLED")
    event.add("organizer", _organizer(organizer))
    event.add("attendee", _attendee(attendee))
    return _calendar("CANCEL", [event])


def feed(name, entries):
    """A calendar to subscribe to or to download: no METHOD, nobody's name.

    See R-FEED-STABLE and R-FEED-NO-NAMES.

    The same entries in any order give the same bytes.
    """
    events = [_feed_event(entry) for entry in sorted(entries, key=lambda e: (e.starts_at, str(e.uid)))]
    return _calendar(None, events, name)


def _feed_event(entry):
    event = _event(entry, entry.last_modified)
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.called_off else "OPAQUE")
    return event


def _calendar(method, events, name=None):
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


def _event(entry, stamp):
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


def _text_with_link(entry):
    text = _text(entry.description)
    return text if entry.url in text else f"{text}\n\n{entry.url}".lstrip()


def _alarm(entry):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM)
    alarm.add("description", _line(entry.summary))
    return alarm


def _organizer(mailbox):
    return _cal_address(mailbox, {})


def _attendee(mailbox, **answer):
    return _cal_address(mailbox, {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", **answer})


def _cal_address(mailbox, parameters):
    local_part, _, domain = mailbox.address.rpartition("@")
    address = vCalAddress(f"mailto:{local_part}@{punycode(domain)}")  # as in the mail's own headers
    for key, value in parameters.items():
        address.params[key] = value
    # Quotation marks and carets in a parameter need RFC 6868, which many clients do not know.
    address.params["CN"] = _line(mailbox.name).replace('"', "'").replace("^", "") or mailbox.address
    return address


def _utc(instant):
    if instant.tzinfo is None:
        raise ValueError("A calendar needs aware datetimes.")
    return instant.astimezone(UTC).replace(microsecond=0)


def _text(value):
    return _CONTROLS.sub(" ", _LINE_BREAKS.sub("\n", str(value))).strip()


def _line(value):
    return " ".join(_text(value).split())
