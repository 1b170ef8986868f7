"""Popularity and demand count people, and decay (R-COUNT-PEOPLE)."""

from datetime import UTC, datetime, timedelta
from math import isclose

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from forums.candidates import nominations
from forums.models import Topic
from forums.ranking import popularity
from forums.ranking.popularity import heat
from forums.topics import topics
from testing import make

HALF_LIFE = timedelta(days=30)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
instants = st.datetimes(datetime(2010, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
crowds = st.lists(instants, min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("people", "doublings"), [(1, 0), (2, 1), (4, 2), (8, 3), (1024, 10)], ids=["1", "2", "4", "8", "1024"]
)
def test_twice_as_many_people_are_one_more(people, doublings):
    assert isclose(heat([NOON] * people, HALF_LIFE), heat([NOON], HALF_LIFE) + doublings)


def test_a_half_life_later_is_one_more():
    assert isclose(heat([NOON + HALF_LIFE], HALF_LIFE), heat([NOON], HALF_LIFE) + 1)


def test_two_people_today_weigh_as_much_as_four_a_half_life_ago():
    assert isclose(heat([NOON] * 2, HALF_LIFE), heat([NOON - HALF_LIFE] * 4, HALF_LIFE))


def test_nobody_has_no_heat():
    assert heat([], HALF_LIFE) is None


def test_centuries_do_not_overflow():
    long_ago, far_ahead = datetime(1900, 1, 1, tzinfo=UTC), datetime(2500, 1, 1, tzinfo=UTC)
    assert heat([long_ago, far_ahead], timedelta(hours=1)) == heat([far_ahead], timedelta(hours=1))


@given(crowds, instants)
def test_one_more_person_never_lowers_it(crowd, instant):
    assert heat([*crowd, instant], HALF_LIFE) >= heat(crowd, HALF_LIFE)


@given(crowds, crowds, st.integers(0, 3000))
def test_the_order_of_two_topics_is_the_same_on_any_later_day(one, other, days):
    """Compare the stored number with weights computed for that day."""

    def weight(crowd, now):
        return sum(2.0 ** ((instant - now) / HALF_LIFE) for instant in crowd)

    now = datetime(2090, 1, 1, tzinfo=UTC) + timedelta(days=days)
    ours, theirs = heat(one, HALF_LIFE), heat(other, HALF_LIFE)
    if not isclose(ours, theirs, abs_tol=1e-6):
        assert (ours > theirs) == (weight(one, now) > weight(other, now))


@pytest.mark.django_db
def test_a_person_counts_once_however_often_they_write():
    topic = make.topic()
    busy = make.participant()
    now = timezone.now()
    for _ in range(5):
        make.post(topic, author=busy, created_at=now)

    popularity.rank([topic])

    assert isclose(topic.heat, heat([topic.created_at, now], HALF_LIFE))


@pytest.mark.django_db
def test_hidden_posts_do_not_count():
    topic = make.topic()
    make.post(topic, hidden_at=timezone.now())

    popularity.rank([topic])

    assert topic.heat == heat([topic.created_at], HALF_LIFE)


@pytest.mark.django_db
def test_replies_and_nominations_heat_a_topic_up():
    topic = topics.post(make.participant(), make.forum(), "Evening hours", "How?")
    alone = Topic.objects.get().heat
    topics.reply(topic, make.participant(), "Like this.")
    two = Topic.objects.get().heat
    nominations.nominate(topic, make.participant())

    assert alone < two < Topic.objects.get().heat


@pytest.mark.django_db
def test_rank_applies_another_half_life_to_all(settings, capsys):
    settings.COLAB = settings.COLAB | {"half_life": timedelta(days=5)}
    topic = make.topic()
    wished = timezone.now() - timedelta(days=50)
    make.nomination(topic, created_at=wished)

    call_command("rank")

    topic.refresh_from_db()
    assert topic.wanted == heat([wished], timedelta(days=5))
    assert capsys.readouterr().out.endswith("1 topics are ranked.\n")


@pytest.mark.django_db
def test_a_fresh_wish_overtakes_an_old_crowd():
    with time_machine.travel(NOON - 6 * HALF_LIFE, tick=False):
        old = make.topic()
        for _ in range(4):
            nominations.nominate(old, make.participant())
    with time_machine.travel(NOON, tick=False):
        fresh = make.topic()
        nominations.nominate(fresh, make.participant())

        assert list(Topic.objects.candidates().order_by("-wanted")) == [fresh, old]
