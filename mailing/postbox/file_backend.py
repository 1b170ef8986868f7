"""An e-mail backend that writes .eml files, and the reading of these files."""

import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser, BytesParser
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import get_random_string

NAME = re.compile(r"\d{8}T\d{12}Z-[a-z0-9]{8}\.eml")
MOST = 1000  # files to read, the newest first


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages):
        directory = Path(settings.POSTBOX_DIR)
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%dT%H%M%S%f}Z-{get_random_string(8).lower()}.eml"
            draft = directory / f".{name}"
            draft.touch(mode=0o600)
            draft.write_bytes(message.message().as_bytes(linesep="\r\n"))
            draft.rename(directory / name)
        return len(email_messages)


@dataclass(frozen=True)
class Mail:
    path: Path

    @property
    def name(self):
        return self.path.name

    @cached_property
    def content(self):
        return self.path.read_bytes()

    @cached_property
    def headers(self):
        with self.path.open("rb") as file:
            return BytesHeaderParser(policy=policy.default).parse(file)

    @cached_property
    def _parts(self):
        return BytesParser(policy=policy.default).parsebytes(self.content)

    @property
    def subject(self):
        return str(self.headers["Subject"])

    @property
    def sender(self):
        return str(self.headers["From"])

    @property
    def recipient(self):
        return self.headers["To"].addresses[0].addr_spec

    @property
    def sent_at(self):
        """An aware datetime, or None if the mail has no date."""
        return self.headers["Date"].datetime if self.headers["Date"] else None

    @property
    def unsubscribe(self):
        return str(self.headers["List-Unsubscribe"] or "")

    @property
    def text(self):
        return self._body("plain")

    @property
    def html(self):
        return self._body("html")

    def _body(self, kind):
        body = self._parts.get_body((kind,))
        return body.get_content() if body else ""

    @property
    def calendar(self):
        """The iCalendar object with its lines unfolded, or ""."""
        for part in self._parts.walk():
            if part.get_content_type() == "text/calendar":
                return re.sub(r"\r?\n[ \t]", "", part.get_payload(decode=True).decode())
        return ""

    @property
    def calendar_method(self):
        found = re.search(r"^METHOD:(\w+)", self.calendar, re.MULTILINE)
        return found.group(1) if found else ""


def mails(recipient="", limit=100):
    found = []
    for name in sorted(_names(), reverse=True)[:MOST]:
        mail = Mail(_directory() / name)
        if not recipient or mail.recipient.lower() == recipient.lower():
            found.append(mail)
        if len(found) == limit:
            break
    return found


def recipients():
    return sorted({mail.recipient.lower() for mail in mails(limit=MOST)})


def mail(name):
    path = _directory() / name
    return Mail(path) if NAME.fullmatch(name) and path.is_file() else None


def _directory():
    return Path(settings.POSTBOX_DIR or "/nonexistent")


def _names():
    directory = _directory()
    return (
        [path.name for path in directory.glob("*.eml") if NAME.fullmatch(path.name)]
        if directory.is_dir()
        else []
    )
