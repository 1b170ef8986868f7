"""What roles of a space look at among what its hours left."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Objective
from followups.harvest import harvest
from followups.models import Pulse, Tick
from followups.pages import role_lists
from followups.pulse import latest
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return make.forum()


@pytest.fixture
def reader(forum):
    return make.membership(forum, make.participant()).participant


def held(forum, **fields):
    return make.held_colab(topic=make.topic(forum=forum), **fields)


def answered(forum, number=4, people=()):
    """Return an hour with so many pulses and ticks; these people were there."""
    colab = held(forum, people=people)
    objective = Objective.objects.create(colab=colab, position=1, dimension="us", text="Know one another")
    for place in range(number):
        person = make.participant()
        Pulse.objects.create(colab=colab, participant=person, worth=2 if place else 0, heard=2, knows=1)
        Tick.objects.create(objective=objective, participant=person, answer=2)
    return colab


def page(person, forum):
    client = Client()
    client.force_login(person)
    return client.get(reverse("forums:roles", args=[forum.slug])).text


# --- How the hours were


def test_whoever_was_there_sees_the_taps_others_what_people_got_from_it(forum, reader):
    """Check R-PULSE."""
    there = make.membership(forum, make.participant()).participant
    answered(forum, people=[there])

    [seen_there], [seen] = latest.of_space(forum, there), latest.of_space(forum, reader)

    assert [(bar.yes, bar.partly, bar.no) for bar in seen_there.bars] == [
        (3, 0, 1),
        (4, 0, 0),
        (0, 4, 0),
        (4, 0, 0),
    ]
    assert [(bar.text, bar.yes, bar.dimension) for bar in seen.bars] == [
        ("Know one another", 4, "Between us")
    ]
    assert "Worth my hour?" in page(there, forum)
    assert ("Know one another" in page(reader, forum), "Worth my hour?" in page(reader, forum)) == (
        True,
        False,
    )


def test_nothing_is_shown_of_fewer_than_four(forum):
    """Check R-NOT-UNDER-FOUR."""
    there = make.membership(forum, make.participant()).participant
    answered(forum, 3, [there])

    assert latest.of_space(forum, there) == []


def test_a_role_in_the_space_opens_no_taps(forum, reader):
    """Check R-ROLE-GIVES-NOTHING."""
    answered(forum)
    before = latest.of_space(forum, reader)

    reader.space_roles.create(forum=forum, kind="friend")

    assert latest.of_space(forum, reader) == before


# --- What is kept


def test_hours_without_a_harvest_the_latest_first(forum, reader):
    colab, closed = held(forum), held(forum)
    harvest.record(closed, closed.organizer, summary="We met.")
    make.colab(topic=make.topic(forum=forum))

    assert list(role_lists.without_a_harvest(forum, reader)) == [colab]
    assert "Write the harvest" not in page(reader, forum)
    assert "Write the harvest" in page(colab.organizer, forum)


def test_shared_notes_without_a_tag(forum, reader):
    """Check R-WORDS-LINKED."""
    colab = held(forum)
    plain = make.note(colab)
    make.note(colab, tags=["forms"])
    for audience in ("me", "ten"):
        make.note(colab, audience=audience)
    make.note(colab, hidden_at=timezone.now())

    assert list(role_lists.without_a_tag(forum, reader)) == [plain]


def test_who_may_not_read_the_space_gets_no_row(reader):
    """Check R-ROLE-GIVES-NOTHING."""
    closed = make.forum(is_public=False)
    make.note(answered(closed))

    assert list(role_lists.without_a_harvest(closed, reader)) == []
    assert list(role_lists.without_a_tag(closed, reader)) == []
    assert latest.of_space(closed, reader) == []


def test_no_list_has_more_than_five_rows_or_makes_more_than_one_query(forum, reader):
    for _ in range(7):
        make.note(answered(forum))

    for rows in (role_lists.without_a_harvest, role_lists.without_a_tag, latest.of_space):
        with recorded() as queries:
            found = list(rows(forum, reader))
        assert (len(found), len(queries)) == (5, 1)
