"""A model of the calendar program that a person uses: what it holds after mails with invitations arrived.

It follows RFC 5546 2.1.5 and reads each object by itself, not with the library that wrote it.
"""

from datetime import UTC, datetime
from email import message_from_bytes, policy

from events.calendar.tests.mailcheck import content_lines


def calendar_of(content):
    """(METHOD, properties of its event by name) of the calendar part of a mail's bytes; None without one."""
    mail = message_from_bytes(content, policy=policy.default)
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return None
    lines = list(content_lines(parts[0].get_payload(decode=True)))
    [method] = [value for where, name, _, value in lines if (where, name) == ("VCALENDAR", "METHOD")]
    return method, {name: value for where, name, _, value in lines if where == "VEVENT"}


class Calendar:
    """Entries by UID. `remembers`: whether a cancellation of what it never saw is kept in mind.

    One that does not remember is right only where mails arrive in the order they were sent.
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
        """(start, end, title) by UID of what it shows."""
        return {uid: entry for uid, (_version, entry) in self._known.items() if entry}


def instant(text):
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
