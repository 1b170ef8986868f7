"""A letter asks at each attempt whether its reader may still read the forum (R-ROLES-TODAY)."""

import pytest
import time_machine

from events.lifecycle import colabs
from events.lifecycle.tests.test_letters import AT, EVERY, NOW, START, colab, entry, later, reminded
from events.models import CoLab
from events.zone_updates import resolution
from forums.models import Forum, Membership
from mailing import outbox
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db

CANCELLING = {
    "given-up",
    "removed",
    "called-off",
    "parted",
    "role-ended",
}  # they take an entry out of a calendar


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def lose_the_forum():
    """Close all forums to those who are in none of them; nothing else is told."""
    Forum.objects.update(is_public=False)
    Membership.objects.all().delete()


@pytest.mark.parametrize("kind", sorted(EVERY))
def test_who_lost_the_forum_gets_nothing_but_the_end_of_a_calendar_entry(kind, mailoutbox, now):
    """Check R-OWN-ENTRY, R-STILL-TRUE and R-ROLES-TODAY."""
    happen, _method = EVERY[kind]
    person = make.participant("Ana")
    happen(person)
    Message.objects.exclude(kind=kind).delete()
    lose_the_forum()
    now.move_to(AT.get(kind, NOW))
    del mailoutbox[:]

    outbox.send_due()

    assert [entry(mail)[0] for mail in mailoutbox] == (["CANCEL"] if kind in CANCELLING else [])
    assert not any("Too few can come" in mail.body for mail in mailoutbox)


def called_off(given):
    colabs.call_off(given, given.organizer, "Budget day")


def moved(given):
    colabs.move(given, given.organizer, later(1), "Budget day")


@pytest.mark.parametrize("role", ["facilitator", "harvester"])
@pytest.mark.parametrize("happen", [called_off, moved])
def test_a_role_is_asked_again(happen, role, mailoutbox):
    person = make.participant("Ana")
    happen(colab(**{role: person}))
    lose_the_forum()

    outbox.send_due()

    assert [mail for mail in mailoutbox if mail.to == [person.email]] == []


@pytest.mark.parametrize("role", CoLab.ROLES)
def test_nothing_is_posted_for_a_role_that_does_not_count(role, now):
    forum, person = make.forum(is_public=False), make.participant()
    given = colab(topic=make.topic(forum=forum), **{role: person})

    reminded(START - NOW)(make.participant())
    now.move_to(START.replace(hour=18))
    resolution.check()

    assert given.people_with_a_role == ([] if role == "organizer" else [given.organizer])
    assert not person.messages.exists()
