"""Mail as received by a mail server, read as mail programs read it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

from icalendar import Calendar


@dataclass(frozen=True)
class Entry:
    """The calendar part of a mail; `start` is an aware datetime, `attendees` are bare addresses."""

    method: str
    uid: str
    sequence: int
    start: datetime
    attendees: list[str]
    partstat: str


@dataclass(frozen=True)
class Letter:
    mail: EmailMessage

    @property
    def subject(self):
        return str(self.mail["Subject"])

    @property
    def text(self):
        return self.mail.get_body(("plain",)).get_content()

    @property
    def entry(self):
        for part in self.mail.walk():
            if part.get_content_type() == "text/calendar":
                return _entry(Calendar.from_ical(part.get_payload(decode=True)))
        return None

    def link(self, words):
        """Return the path of the address that follows this text."""
        [found] = re.findall(rf"{re.escape(words)}:?\s+(https?://\S+)", self.text)
        return urlsplit(found).path

    def code(self):
        """Return the code that stands on a line of its own."""
        [found] = re.findall(r"^ +([\d-]+)\r?$", self.text, re.MULTILINE)
        return found

    def __contains__(self, text):
        return text in " ".join(self.text.split())


def _entry(calendar):
    [event] = calendar.walk("VEVENT")
    attendee = event["ATTENDEE"]
    everyone = attendee if isinstance(attendee, list) else [attendee]
    return Entry(
        method=str(calendar["METHOD"]),
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        start=event.decoded("DTSTART"),
        attendees=[str(address).lower().removeprefix("mailto:") for address in everyone],
        partstat=str(everyone[0].params.get("PARTSTAT", "")),
    )


class Mailboxes:
    def __init__(self, script):
        self._script = script

    def of(self, address):
        return [Letter(taken.mail) for taken in self._script.to(address)]

    def newest(self, address, subject):
        """Return the last letter to this address, whose subject must begin with `subject`."""
        letter = self.of(address)[-1]
        assert letter.subject.startswith(subject), f"{address} has {letter.subject!r}, not {subject!r}"
        return letter

    def recipients(self, subject):
        taken = ((one.recipient, Letter(one.mail)) for one in self._script.taken)
        return sorted(recipient for recipient, letter in taken if letter.subject.startswith(subject))

    def everything(self):
        for taken in self._script.taken:
            parts = [part for part in taken.mail.walk() if not part.is_multipart()]
            yield "\n".join(part.get_payload(decode=True).decode() for part in parts)
