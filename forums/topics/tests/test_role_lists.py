"""What two roles of a space look at among its topics, each list for whoever reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.ranking import popularity
from forums.topics import posts, role_lists, topics, watches
from participants.profiles import sections
from participants.profiles.sections import Audience
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db
LISTS = [
    role_lists.wanted,
    role_lists.watched_and_unanswered,
    role_lists.waiting_for_an_answer,
    role_lists.first_posts,
]


@pytest.fixture
def forum():
    return make.forum()


@pytest.fixture
def reader(forum):
    return make.membership(forum, make.participant()).participant


def ago(**time):
    return timezone.now() - timedelta(**time)


def old_topic(forum, days, **fields):
    return make.topic(forum=forum, created_at=ago(days=days), last_post_at=ago(days=days), **fields)


def wanted_topic(forum, number):
    topic = make.topic(forum=forum)
    for _ in range(number):
        make.nomination(topic)
    return topic


def test_what_most_people_want_and_nobody_has_planned_comes_first(forum, reader):
    two, three, planned = wanted_topic(forum, 2), wanted_topic(forum, 3), wanted_topic(forum, 4)
    wanted_topic(make.forum(), 5)
    make.topic(forum=forum)
    topics.schedule(planned, timezone.now() + timedelta(days=9))
    popularity.rank_all()

    found = list(role_lists.wanted(forum, reader))

    assert [(topic, topic.people) for topic in found] == [(three, 3), (two, 2)]


def test_what_several_people_watch_and_nobody_has_answered(forum, reader):
    watched, answered, watched_by_two = (make.topic(forum=forum) for _ in range(3))
    for topic in (watched, answered):
        for _ in range(3):
            watches.watch(make.participant(), topic=topic)
    make.post(answered)
    for person in (watched_by_two.author, make.participant(), make.participant()):
        watches.watch(person, topic=watched_by_two)

    assert list(role_lists.watched_and_unanswered(forum, reader)) == [watched]


def test_who_has_waited_for_an_answer_for_three_days_the_longest_first(forum, reader):
    four, nine = old_topic(forum, 4), old_topic(forum, 9)
    old_topic(forum, 2)
    old_topic(forum, 70)
    make.post(old_topic(forum, 8))
    topics.close(old_topic(forum, 7))

    assert list(role_lists.waiting_for_an_answer(forum, reader)) == [nine, four]


def test_the_first_post_of_somebody_new_that_nobody_answered(forum, reader):
    new, answered, long_there = (make.participant() for _ in range(3))
    make.membership(forum, new)
    make.membership(forum, answered)
    make.membership(forum, long_there, joined_at=ago(days=40))
    topic = make.topic(forum=forum, author=long_there)
    theirs = make.topic(forum=forum, author=answered)
    make.post(theirs, author=long_there)
    first = make.post(topic, author=new)
    make.post(topic, author=new)

    assert list(role_lists.first_posts(forum, reader)) == [first]
    assert list(role_lists.first_posts(forum, new)) == []
    make.post(topic, author=long_there)
    assert list(role_lists.first_posts(forum, reader)) == []


def test_who_does_not_show_their_spaces_is_in_no_list_of_new_members(forum, reader):
    """Check R-SECTIONS."""
    new = make.membership(forum, make.participant()).participant
    make.topic(forum=forum, author=new)
    assert len(role_lists.first_posts(forum, reader)) == 1

    sections.choose(new, {"spaces": Audience.NOBODY})

    assert list(role_lists.first_posts(forum, reader)) == []


def test_what_is_hidden_is_in_no_list(forum, reader):
    """Check R-ROLE-GIVES-NOTHING."""
    moderator = make.membership(forum, make.participant(), moderates=True).participant
    new = make.membership(forum, make.participant()).participant
    hidden = [wanted_topic(forum, 2), old_topic(forum, 5, author=new)]
    popularity.rank_all()
    for topic in hidden:
        topics.hide(topic, moderator, "Rude")
    posts.hide(make.post(make.topic(forum=forum), author=new), moderator, "Rude")

    for person in (reader, moderator):
        assert [list(rows(forum, person)) for rows in LISTS] == [[], [], [], []]


def test_who_may_not_read_the_space_gets_no_row(reader):
    """Check R-ROLE-GIVES-NOTHING."""
    closed = make.forum(is_public=False)
    new = make.membership(closed, make.participant()).participant
    old_topic(closed, 5)
    make.topic(forum=closed, author=new)
    wanted_topic(closed, 2)
    popularity.rank_all()

    assert [list(rows(closed, reader)) for rows in LISTS] == [[], [], [], []]


def test_no_list_has_more_than_five_rows_or_makes_more_than_one_query(forum, reader):
    for number in range(7):
        topic = old_topic(forum, 5)
        for _ in range(3):
            watches.watch(make.participant(), topic=topic)
        wanted_topic(forum, 1)
        make.topic(forum=forum, author=make.membership(forum, make.participant(f"New {number}")).participant)
    popularity.rank_all()

    for rows in LISTS:
        with recorded() as queries:
            found = list(rows(forum, reader))
        assert (len(found), len(queries)) == (5, 1)
