"""Every mail with a calendar object that the site can send, as received by a mail server.

Rows are written in a transaction that is rolled back.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from core.timezones.wall_time import Start
from events.calendar import feeds
from events.lifecycle import colabs
from events.registration import seats
from mailing import outbox
from mailing.models import Message
from participants.privacy import erasure
from testing import make
from testing.mails.smtp import Script, Server

SMTP = "django.core.mail.backends.smtp.EmailBackend"
PLAN = {"title": "Eau potable, forêts; et après ?", "question": "Que faire, et avec qui ?", "language": "fr"}
REASONS = {"unfriendly_reason": "The hall is free then.", "notice_reason": "The law changes on Friday."}


@dataclass
class Scene:
    """A co-lab with one seat; Zoé takes it, Ana waits for it, Léa may facilitate. Their mails are saved."""

    colab: object
    zoe: object
    ana: object
    lea: object

    @property
    def addresses(self):
        return {"zoe@example.org", "ana@example.org", "lea@example.org"}

    def take(self):
        seats.join(self.colab, self.zoe)

    def wait(self):
        seats.join(self.colab, self.ana)

    def give_back(self):
        seats.leave(self.colab, self.zoe)

    def remove(self):
        seats.remove(self.colab, self.colab.organizer, self.zoe)

    def move(self):
        start = Start(self.colab.starts_at + timedelta(days=1), ZoneInfo("America/St_Johns"))
        self.colab = colabs.move(self.colab, self.colab.organizer, start, "A holiday.", **REASONS)

    def shorten(self):
        colabs.edit(self.colab, self.colab.organizer, minutes=45)

    def rename(self):
        colabs.edit(self.colab, self.colab.organizer, title="Drinking water")

    def call_off(self):
        colabs.call_off(self.colab, self.colab.organizer, "Nobody can host it.")

    def appoint(self):
        self.colab = colabs.edit(self.colab, self.colab.organizer, facilitator=self.lea)

    def relieve(self):
        self.colab = colabs.edit(self.colab, self.colab.organizer, facilitator=None)

    def close_account(self):
        erasure.erase(self.zoe)


PATHS = {
    "seat-taken": ["take"],
    "given-back": ["take", "give_back"],
    "removed": ["take", "remove"],
    "from-the-queue": ["take", "wait", "give_back"],
    "moved": ["take", "move"],
    "length": ["take", "shorten"],
    "title": ["take", "rename"],
    "called-off": ["take", "call_off"],
    "account-closed": ["take", "close_account"],
    "role": ["appoint", "move", "rename", "relieve"],
    "piled-up": ["take", "move+rename+shorten"],
    "all-of-it": ["take", "wait", "move", "rename", "shorten", "give_back", "move", "call_off"],
}


def save(directory):
    """Return the paths."""
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    files = {}
    for number, (name, steps) in enumerate(PATHS.items(), 1):
        files |= {f"{number:02}-{name}-{end}": content for end, content in _played(steps)}
    files |= _feeds()
    for name, content in files.items():
        (directory / name).write_bytes(content)
    return [directory / name for name in files]


def _played(steps):
    """Yield (end of a file name, bytes) for each mail with a calendar object of these steps."""
    with _nothing_stays(), _caught() as script:
        scene = _scene()
        for step in steps:
            for name in step.split("+"):
                getattr(scene, name)()
            outbox.send_due()
        ours = [taken for taken in script.taken if taken.recipient in scene.addresses]
        carrying = [taken for taken in ours if _calendar(taken.mail)]
    for number, taken in enumerate(carrying, 1):
        part = _calendar(taken.mail)
        end = f"{number}-{part.get_param('method').lower()}"
        yield f"{end}.eml", taken.content
        yield f"{end}.ics", part.get_payload(decode=True)


def _feeds():
    with _nothing_stays():
        scene = _scene()
        scene.take()
        return {
            "20-feed-public.ics": feeds.public(settings.LANGUAGE_CODE).render(),
            "21-feed-of-a-forum.ics": feeds.of_forum(scene.colab.topic.forum).render(),
            "22-feed-of-a-person.ics": feeds.of_person(scene.zoe).render(),
        }


def _scene():
    zoe = make.participant("Zoé Núñez-Ōta", email="zoe@example.org", language="es", zone="America/Cancun")
    ana = make.participant("Ana", email="ana@example.org", language="fr", zone="America/Winnipeg")
    # It is ten days ahead, which may be a Sunday: so it has a reason on every day.
    lea = make.participant("Léa", email="lea@example.org", language="fr", zone="America/Toronto")
    return Scene(make.colab(seats=1, zone="America/Toronto", **PLAN, **REASONS), zoe, ana, lea)


def _calendar(mail):
    return next((part for part in mail.walk() if part.get_content_type() == "text/calendar"), None)


@contextmanager
def _nothing_stays():
    """Roll back, and until then postpone what waits in this database's outbox."""
    with transaction.atomic():
        waiting = Message.objects.filter(state=Message.State.WAITING)
        waiting.update(due_at=timezone.now() + timedelta(days=1))
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _caught():
    script = Script()
    server = Server(script)
    server.start()
    there = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port}
    plainly = {"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False, "EMAIL_HOST_USER": ""}
    try:
        with override_settings(EMAIL_BACKEND=SMTP, **there, **plainly):
            yield script
    finally:
        server.stop()
