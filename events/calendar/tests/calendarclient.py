"""A model of a calendar program: its entries after it has processed mails with iTIP messages.

It follows RFC 5546 2.1.5 and parses objects itself, not with the library that built them.
"""

from datetime import UTC, datetime
from email import message_from_bytes, policy

from events.calendar.tests.mailcheck import content_lines


def calendar_of(content):
    """Return (METHOD, properties of the VEVENT by name) of the calendar part of a mail; None without one."""
    mail = message_from_bytes(content, policy=policy.default)
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return None
    lines = list(content_lines(parts[0].get_payload(decode=True)))
    [method] = [value for where, name, _, value in lines if (where, name) == ("VCALENDAR", "METHOD")]
    return method, {name: value for where, name, _, value in lines if where == "VEVENT"}


def partstat_in(content):
    """Return the PARTSTAT of the calendar part of a mail."""
    mail = message_from_bytes(content, policy=policy.default)
    [raw] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    lines = content_lines(raw.get_payload(decode=True))
    return next(parameters.get("PARTSTAT") for _, name, parameters, _ in lines if name == "ATTENDEE")


class Calendar:
    """Entries by UID. `remembers`: a CANCEL for an unknown UID is remembered.

    Without that, the result is right only if the mails arrive in the order in which they were sent.
    """

    def __init__(self, remembers=True):
        self.remembers = remembers
        self._known = {}  # UID: ((SEQUENCE, DTSTAMP), entry or None where it was cancelled)

    def receive(self, content):
        found = calendar_of(content)
        if found is None:
            return
        method, event = found
        version = int(event["SEQUENCE"]), instant(event["DTSTAMP"])
        known = self._known.get(event["UID"])
        if known is None and method == "CANCEL" and not self.remembers:
            return
        if known is None or version > known[0]:
            entry = (instant(event["DTSTART"]), instant(event["DTEND"]), event["SUMMARY"])
            self._known[event["UID"]] = version, entry if method == "REQUEST" else None

    @property
    def entries(self):
        """(start, end, title) by UID."""
        return {uid: entry for uid, (_version, entry) in self._known.items() if entry}


def instant(text):
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
