"""From where people come: for who runs a co-lab, and in numbers for those with a seat (R-MIX)."""

import pytest
from django.test import Client

from events.registration import mix
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def colab():
    return make.colab(seats=10)


def sit(colab, *districts, **fields):
    return [
        make.seated(colab, make.participant(district=district, **fields)).participant
        for district in districts
    ]


def page(person, colab):
    client = Client()
    client.force_login(person)
    return client.get(colab.get_absolute_url()).text


def test_who_runs_it_sees_districts_organizations_and_regions(colab):
    sit(colab, "North", "South", "South", organization="Library", region="CA-ON", country="CA")
    sit(colab, "East", organization="Parks", region="MX-YUC", country="MX")

    text = page(colab.organizer, colab)

    for words in ("4 people from 3 districts.", "East, North, South", "Library, Parks", "Ontario, Yucatán"):
        assert words in text


def test_those_with_a_seat_read_numbers_alone(colab):
    [ana, *_others] = sit(colab, "North", "South", "East", "West")

    text = page(ana, colab)

    assert "4 people from 4 districts. 4 for the first time." in " ".join(text.split())
    assert "From where they come" not in text
    assert "from 4 districts" not in page(make.participant(), colab)


def test_nothing_is_said_of_three_people(colab):
    """Check R-NOT-UNDER-FOUR."""
    [ana, *_others] = sit(colab, "North", "South", "East")

    assert "districts." not in page(ana, colab)
    assert "From where they come" not in page(colab.organizer, colab)


@pytest.mark.parametrize(("new", "said"), [(0, 0), (1, None), (3, None), (4, 4), (5, 5)])
def test_fewer_than_four_newcomers_are_some(colab, new, said):
    people = sit(colab, *("North" for _ in range(4 + new)))
    make.held_colab(people=people[new:])

    assert mix.of(colab, people).new == said


def test_one_who_was_there_before_is_not_told_by_the_others(colab):
    """Check R-NOT-UNDER-FOUR: four newcomers of five people tell of the fifth."""
    people = sit(colab, *("North" for _ in range(5)))
    make.held_colab(people=people[:1])

    assert mix.of(colab, people).new is None


def test_without_districts_none_are_counted(colab):
    [ana, *_others] = sit(colab, "", "", "", "")

    text = page(ana, colab)

    assert ("0 districts" in text, "4 people." in text) == (False, True)


def test_an_hour_that_is_this_one_makes_nobody_known():
    held = make.held_colab(people=[make.participant() for _ in range(4)])
    people = [row.participant for row in held.registrations.seated()]

    assert mix.of(held, people).new == 4


def test_an_hour_where_nobody_is_named_makes_nobody_known(colab):
    """Check R-UNATTRIBUTED."""
    people = sit(colab, *("North" for _ in range(5)))
    topic = make.topic(forum=make.forum(kind="healing", is_public=False))
    make.held_colab(topic=topic, people=people[:1])

    assert mix.of(colab, people).new == 5


def test_missing_are_districts_of_those_who_want_it_first(colab):
    forum = colab.topic.forum
    sit(colab, "North")
    for district in ("Zebra", "North", ""):
        make.nomination(colab.topic, make.participant(district=district, listed=True))
    for district in ("Apple", "Zebra"):
        make.membership(forum, make.participant(district=district, listed=True))
    make.membership(forum, make.participant(district="Gone", is_active=False, listed=True))
    make.membership(forum, make.participant(district="Unlisted"))

    assert mix.missing(colab, [make.participant(district="North")]) == ["Zebra", "Apple"]
    text = page(colab.organizer, colab)
    assert ("Zebra, Apple" in text, "Words to pass on" in text, colab.question in text) == (True, True, True)


def test_nobody_is_missing_where_no_seat_is_free():
    colab = make.colab(seats=2)
    make.nomination(colab.topic, make.participant(district="Zebra", listed=True))
    assert "Zebra" in page(colab.organizer, colab)
    sit(colab, "North", "North")

    assert "Zebra" not in page(colab.organizer, colab)


def test_nothing_is_said_where_nobody_is_named():
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind="healing", is_public=False)
    colab = make.colab(topic=make.topic(forum=forum))
    make.membership(forum, make.participant(district="Zebra", listed=True))
    people = sit(colab, "North", "South", "East", "West")
    for person in people:
        make.membership(forum, person)

    assert (mix.of(colab, people), mix.missing(colab, people)) == (None, [])
    assert "From where they come" not in page(colab.organizer, colab)
