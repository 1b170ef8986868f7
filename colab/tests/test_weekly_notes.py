"""The weekly note among a thousand people, fifty of whom have something due, for eight weeks."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from colab.tests import verbs
from forums.models import Role
from mailing.models import Message
from network.models import NextStep, Offer, StepPart
from participants.models import Participant
from participants.open_ends import weekly
from testing import make

pytestmark = pytest.mark.django_db
BEGINS = datetime(2027, 2, 27, tzinfo=UTC)  # clocks change within these weeks
ZONES = ["America/St_Johns", "America/Toronto", "America/Mexico_City", "America/Phoenix", "Pacific/Honolulu"]
BETWEEN = timedelta(hours=3)


def step(person, days):
    due_on = timezone.localdate() + timedelta(days=days)
    kept = NextStep.objects.create(text="Rewrite the letter", due_on=due_on)
    StepPart.objects.create(step=kept, participant=person, agreed_at=timezone.now())


def offer(person, days):
    Offer.objects.create(
        participant=person, text="Templates for letters", until=timezone.now() + timedelta(days=days)
    )


def role(forum, person, days):
    make.membership(forum, person)
    until = timezone.now() + timedelta(days=days)
    Role.objects.create(forum=forum, participant=person, kind="keeper", until=until)


def crowd():
    """Return the keys of fifty with something due, beside whom hundreds have something that is not."""
    people = verbs.people(1000)
    for number, person in enumerate(people):
        person.zone = ZONES[number % len(ZONES)]
    Participant.objects.bulk_update(people, ["zone"], batch_size=500)
    for person in people[:25]:
        step(person, days=-3)
    for person in people[20:40]:
        offer(person, days=20)
    forum = make.forum()
    for person in people[35:50]:
        role(forum, person, days=20)
    for person in people[700:800]:
        role(forum, person, days=89)
    for person in people[50:400]:
        step(person, days=100)
    for person in people[300:700]:
        offer(person, days=180)
    return {person.pk for person in people[:50]}


def test_a_thousand_people_get_at_most_one_note_in_seven_days():
    """Check R-ONE-WEEKLY-NOTE."""
    with time_machine.travel(BEGINS, tick=False) as travel:
        due = crowd()
        for _ in range(int(timedelta(weeks=8) / BETWEEN)):
            weekly.post_due()
            travel.shift(BETWEEN)

    sent = list(Message.objects.filter(kind="open-ends").order_by("created_at"))
    assert {message.recipient_id for message in sent} == due
    latest = {}
    for message in sent:
        before = latest.get(message.recipient_id)
        assert before is None or message.created_at - before >= timedelta(days=7)
        latest[message.recipient_id] = message.created_at
    weeks = Counter(message.created_at.isocalendar()[:2] for message in sent)
    assert max(weeks.values()) <= len(due) == 50
    assert len(weeks) == 8
