"""Nominations (R-ONE-NOMINATION, R-COUNT-PEOPLE, R-BOTH-ORDERS)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from forums.candidates import board, demand, nominations
from forums.models import Forum, Intention, Nomination, Topic
from forums.topics import topics, watches
from testing import make

pytestmark = pytest.mark.django_db


def demand_for(topic):
    return demand.Demand(demand.with_demand(Topic.objects.filter(pk=topic.pk)).get())


def test_a_nomination_makes_a_topic_a_candidate():
    topic, person = make.topic(), make.participant()
    assert list(Topic.objects.candidates()) == []

    nominations.nominate(topic, person, intention=Intention.SHARE, reason="We did it.")

    assert list(Topic.objects.candidates()) == [topic]
    assert topic.wanted is not None


def test_a_person_nominates_a_topic_at_most_once_and_a_second_time_changes_it():
    """Check R-ONE-NOMINATION."""
    topic, person = make.topic(), make.participant()
    first = nominations.nominate(topic, person, intention=Intention.LISTEN, post=topic.posts.get())
    wanted = topic.wanted

    with time_machine.travel(timezone.now() + timedelta(days=9)):
        nominations.nominate(topic, person, intention=Intention.SHARE, reason="After all.")

    kept = Nomination.objects.get()
    assert (kept.intention, kept.reason, kept.post) == (Intention.SHARE, "After all.", topic.posts.get())
    assert (kept.created_at, topic.wanted) == (
        first.created_at,
        wanted,
    )  # no nomination grows younger by a click


def test_the_database_refuses_a_second_one():
    topic, person = make.topic(), make.participant()
    make.nomination(topic, person)

    with pytest.raises(IntegrityError, match="one_nomination_each"):
        make.nomination(topic, person)


def test_a_nomination_can_be_taken_back_twice():
    topic, person = make.topic(), make.participant()
    nominations.nominate(topic, person)

    for _ in range(2):
        nominations.withdraw(topic, person)

    assert list(Topic.objects.candidates()) == []
    assert topic.wanted is None


@pytest.mark.parametrize("field", ["closed_at", "hidden_at"])
def test_a_closed_topic_takes_none(field):
    topic = make.topic(**{field: timezone.now()})

    with pytest.raises(nominations.Refused, match="closed"):
        nominations.nominate(topic, make.participant())
    assert Nomination.objects.count() == 0


def test_who_was_answered_by_a_colab_can_wish_anew():
    topic, person = make.topic(), make.participant()
    nominations.nominate(topic, person)
    ends = timezone.now() + timedelta(days=10)
    topics.schedule(topic, ends)

    with time_machine.travel(ends + timedelta(days=1)):
        nominations.nominate(topic, person)

        assert Nomination.objects.count() == 1
        assert list(Topic.objects.candidates()) == [topic]


# --- What the board says of them


def test_a_wish_counts_people_zones_and_districts():
    topic = make.topic()
    for intention, zone, district in [
        (Intention.SHARE, "America/Toronto", "North"),
        (Intention.SHARE, "America/Toronto", "north"),
        (Intention.LISTEN, "America/Vancouver", "South"),
        (Intention.UNSURE, "America/Mexico_City", ""),
    ]:
        make.nomination(topic, make.participant(zone=zone, district=district), intention=intention)

    found = demand_for(topic)

    assert (found.people, found.share, found.listen, found.unsure) == (4, 2, 1, 1)
    assert (found.zones, found.districts) == (3, 2)


def test_a_wish_shows_the_latest_reasons_and_not_those_without():
    topic, now = make.topic(), timezone.now()
    for age, reason in enumerate(["new", "", "older", "old", "oldest"]):
        make.nomination(topic, reason=reason, created_at=now - timedelta(days=age))

    assert [one.reason for one in demand_for(topic).first_with_reason] == ["new", "older", "old"]


def test_a_wish_leaves_out_what_a_colab_has_answered():
    held = timezone.now() - timedelta(days=2)
    topic = make.topic(scheduled_until=held)
    make.nomination(topic, created_at=held - timedelta(days=1), reason="before")
    make.nomination(topic, created_at=held + timedelta(days=1), reason="after")

    assert [one.reason for one in demand_for(topic).supporters] == ["after"]


def test_no_candidate_shows_to_people_who_may_not_read_it():
    topic = make.topic(forum=make.forum(kind=Forum.Kind.HEALING))
    nominations.nominate(topic, make.participant())

    assert board.page("popular", make.participant(), {}).rows == []


def test_the_board_is_ordered_by_people_and_by_relevance_to_the_reader():
    reader, mine, loved = make.participant(), make.topic(tags=["budget"]), make.topic()
    watches.watch(reader, tag=mine.tags.get())
    for topic, people in ((mine, 1), (loved, 2)):
        for _ in range(people):
            nominations.nominate(topic, make.participant())

    assert board.page("popular", reader, {}).rows == [loved, mine]
    assert board.page("relevant", reader, {}).rows == [mine, loved]
