"""Reads the postbox of a demonstration over HTTP."""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from urllib.parse import urlsplit

from walker import CheckFailed

PATIENCE = 100  # seconds: the schedule looks once a minute


@dataclass(frozen=True)
class Letter:
    """The text and the calendar object of a mail, "" where there is none."""

    text: str
    calendar: str

    @classmethod
    def read(cls, content):
        mail = message_from_bytes(content, policy=policy.default)
        parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        entry = parts[0].get_payload(decode=True).decode() if parts else ""
        return cls(mail.get_body(("plain",)).get_content(), re.sub(r"\r?\n[ \t]", "", entry))

    def calendar_property(self, name):
        """Return the value of a calendar property, without its parameters."""
        found = re.search(rf"^{name}(?:;[^:\r\n]*)?:(.*?)\r?$", self.calendar, re.MULTILINE)
        return found.group(1) if found else ""

    @property
    def sequence(self):
        return int(self.calendar_property("SEQUENCE") or -1)

    @property
    def paths(self):
        return [urlsplit(link).path for link in re.findall(r"https?://\S+", self.text)]

    @property
    def code(self):
        """The code to sign in, "" where there is none."""
        found = re.search(r"^ +([\d-]+)\r?$", self.text, re.MULTILINE)
        return found.group(1) if found else ""


class Postbox:
    """The postbox of a demonstration, which visitors can read."""

    def __init__(self, visitor):
        self._visitor = visitor
        self._letters = {}

    def find(self, address, what, matches):
        """Return the newest mail to an address that matches. Raise CheckFailed after PATIENCE seconds."""
        deadline = time.monotonic() + PATIENCE
        while True:
            for letter in self.letters(address):
                if matches(letter):
                    return letter
            if time.monotonic() > deadline:
                raise CheckFailed(f"No mail came to {address} within {PATIENCE} s: {what}.")
            time.sleep(1)

    def letters(self, address):
        """Yield the mails to an address, newest first."""
        page = self._visitor.open(f"/postbox/?to={address}")
        for link in page.all("main .row-title a"):
            name = link["href"]
            if name not in self._letters:
                self._letters[name] = Letter.read(self._visitor.fetch(f"{name}file/"))
            yield self._letters[name]
