"""Two requests at the same moment, with a database connection each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forums.candidates import nominations
from forums.models import Nomination, Topic
from forums.ranking import popularity
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(actions):
    """Return the results of callables that start together, each with a connection of its own."""
    barrier = Barrier(len(actions))

    def do(action):
        try:
            barrier.wait(timeout=60)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(do, actions))


def test_replies_at_once_get_different_numbers():
    topic, people = make.topic(), [make.participant() for _ in range(6)]

    replies = at_once([lambda person=person: topics.reply(topic, person, "Me too.") for person in people])

    topic.refresh_from_db()
    assert sorted(reply.number for reply in replies) == [2, 3, 4, 5, 6, 7]
    assert topic.post_count == 7


def test_a_double_click_on_post_makes_one_topic():
    author, forum = make.participant(), make.forum()

    made = at_once([lambda: topics.post(author, forum, "Evening hours", "How?") for _ in range(4)])

    assert len(set(made)) == Topic.objects.count() == 1


def test_a_double_click_on_reply_makes_one_post():
    author, topic = make.participant(), make.topic()

    made = at_once([lambda: topics.reply(topic, author, "Like this.") for _ in range(4)])

    assert len(set(made)) == 1
    assert topic.posts.count() == 2


def test_nominations_at_once_all_count():
    topic, people = make.topic(), [make.participant() for _ in range(6)]

    at_once([lambda person=person: nominations.nominate(topic, person) for person in people])

    topic.refresh_from_db()
    counted = topic.wanted
    popularity.rank([topic])
    assert Nomination.objects.count() == 6
    assert counted == topic.wanted
