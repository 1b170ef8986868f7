"""Check R-ONE-BAD-ROW for whatever runs by the clock: one row is refused, and the others are done."""

import logging
from datetime import timedelta

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from events.lifecycle import reminders
from events.models import CoLab
from events.registration import seats
from events.zone_updates import resolution
from followups.models import FollowUpRequest
from followups.requests import requests
from learning.reflection import month
from mailing import digests, worker
from mailing.inbound import handlers, receiving
from mailing.inbound.sources import Incoming
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db
EARLIER = timedelta(days=5)


def in_a_queue(person):
    make.waiting(make.colab(), person)


def about_to_start(person):
    before = timezone.now() - EARLIER
    colab = make.colab(starts_at=timezone.now() + timedelta(hours=20), created_at=before)
    make.seated(colab, person, seated_at=before)


def just_held(person):
    make.held_colab(people=[person])


def with_other_clocks(person):
    CoLab.objects.filter(pk=make.colab(organizer=person).pk).update(wall_time="2026-01-01T10:00")


def asking_again(person):
    colab = make.held_colab(starts_at=timezone.now() - timedelta(days=30))
    FollowUpRequest.objects.create(colab=colab, participant=person)
    make.colab(follows=colab, first=colab, topic=colab.topic)


def with_held_messages(person):
    fields = {"state": Message.State.HELD, "due_at": timezone.now() - EARLIER, "kind": "reply"}
    Message.objects.create(recipient=person, key=f"reply:{person.pk}", message_id=f"m{person.pk}", **fields)


def a_month_ago(person):
    make.held_colab(people=[person], starts_at=timezone.now() - timedelta(days=31))


TICKS = {
    "seats": (seats.serve_all_due, in_a_queue, "seat-freed"),
    "reminders": (reminders.post_due, about_to_start, "reminder-day"),
    "wrap-ups": (reminders.post_due, just_held, "wrap-up"),
    "the tick": (reminders.tick, just_held, "wrap-up"),
    "clock rules": (resolution.check, with_other_clocks, "rules-moved"),
    "follow-ups": (requests.notify_due, asking_again, "follow-up-announced"),
    "what came of hours": (month.ask_due, a_month_ago, "one-month"),
    "digests": (digests.fold_due, with_held_messages, "digest"),
}


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def refuse_messages_to(person):
    """The refusal of a row, by the database; rolled back with the test."""
    execute(
        "SET CONSTRAINTS ALL IMMEDIATE",
        f"ALTER TABLE mailing_message ADD CONSTRAINT bad CHECK (recipient_id <> {person.pk}) NOT VALID",
    )


def told(kind, *people):
    return [Message.objects.filter(kind=kind, recipient=person).count() for person in people]


@pytest.mark.parametrize("name", TICKS)
def test_the_others_are_done_and_the_bad_one_is_tried_again(name, caplog):
    tick, due, kind = TICKS[name]
    first, bad, last = (make.organizer() for _ in range(3))
    for person in (first, bad, last):
        due(person)
    refuse_messages_to(bad)

    with caplog.at_level(logging.ERROR):
        tally = tick()

    assert told(kind, first, bad, last) == [1, 0, 1]
    assert len(tally.failed) == 1
    assert "IntegrityError" in caplog.text
    assert "1 of " in caplog.text
    assert bad.email not in caplog.text

    execute("ALTER TABLE mailing_message DROP CONSTRAINT bad")
    assert tick().failed == ()
    assert told(kind, first, bad, last) == [1, 1, 1]


def test_wall_times_that_nobody_can_read():
    """Neither a draft nor an announced co-lab keeps the others from being checked."""
    for state in CoLab.State.DRAFT, CoLab.State.ANNOUNCED:
        CoLab.objects.filter(pk=make.colab(state=state).pk).update(wall_time="no time")
    organizer = make.organizer()
    with_other_clocks(organizer)

    tally = resolution.check()

    assert told("rules-moved", organizer) == [1]
    assert (int(tally), len(tally.failed)) == (1, 2)


@pytest.mark.parametrize("name", [name for name in TICKS if name != "digests"])
def test_a_colab_that_cannot_be_read(name):
    """A zone is taken out of the table of zones."""
    tick, due, kind = TICKS[name]
    first, bad, last = (make.organizer() for _ in range(3))
    before = set(CoLab.objects.values_list("pk", flat=True))
    due(bad)
    now = set(CoLab.objects.values_list("pk", flat=True))
    execute(
        f"UPDATE events_colab SET zone = 'Atlantis/Capital' WHERE id IN ({', '.join(map(str, now - before))})"
    )
    due(first)
    due(last)

    tally = tick()

    assert told(kind, first, bad, last) == [1, 0, 1]
    assert len(tally.failed) == 1


def test_a_person_who_cannot_be_read():
    first, bad, last = (make.participant() for _ in range(3))
    for person in (first, bad, last):
        with_held_messages(person)
    execute(f"UPDATE participants_participant SET zone = 'Atlantis/Capital' WHERE id = {bad.pk}")

    assert digests.fold_due().failed == (bad.pk,)
    assert told("digest", first, bad, last) == [1, 0, 1]
    assert resolution.check() == 0


# --- Mails that come in


def test_a_mail_on_which_its_handler_fails_keeps_none_back(monkeypatch, caplog):
    done = []
    mails = [
        Incoming(content, lambda content=content: done.append(content)) for content in (b"1", b"bad", b"3")
    ]

    def take(content):
        return {b"1": "freed", b"3": "noted"}[content]

    monkeypatch.setattr(handlers, "handler_of", lambda content: handlers.Handler(bool, take))

    taken, waiting = receiving.take_all(mails)

    assert (dict(taken), waiting) == ({"freed": 1, receiving.FAILED: 1, "noted": 1}, 0)
    assert done == [b"1", b"bad", b"3"]  # it stays in the mailbox, marked as read
    assert "KeyError" in caplog.text


# --- Tasks


def test_a_task_that_fails_keeps_no_other_back(monkeypatch):
    """`manage.py send_messages` runs all of them, one after the other."""
    ran, logged = [], []
    monkeypatch.setattr(worker.log, "exception", lambda text, name: logged.append(name))

    class Task:
        def __init__(self, name):
            self.name = name

        def __call__(self):
            ran.append(self.name)
            return 1 / (self.name != "second")

    schedule = worker.Schedule(current_app)
    monkeypatch.setattr(schedule, "_entries", [(Task(name), None) for name in ("first", "second", "third")])

    schedule.run_all()

    assert ran == ["first", "second", "third"]
    assert logged == ["second"]
