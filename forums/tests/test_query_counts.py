"""No page makes more queries for thirty rows than for three (R-QUERY-COUNT)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.ranking import popularity
from forums.topics import posts, topics
from moderation import reports
from testing import make
from testing.queries import COUNTS_ALL, OFFSET, WRITES, recorded

pytestmark = pytest.mark.django_db


def build(rows):
    forum = make.forum(slug="libraries")
    people = [make.participant(organization=f"Org {n}", district=f"D{n}") for n in range(rows)]
    moderator = make.moderator()
    for person in people:
        topic = make.topic(forum=forum, author=person, tags=["budget", f"tag {person.pk}"])
        make.nomination(topic, person, reason="We did it.")
    for person in people:
        make.post(topic, author=person)
        make.nomination(topic, make.participant(), reason="Us too.", post=topic.posts.first())
        reports.report(make.post(topic), person, "Odd")
        posts.hide(make.post(topic), moderator, "Rude")
        topics.hide(make.topic(forum=forum), moderator, "Spam")
        make.forum()
        make.held_colab(topic=topic)
    topics.schedule(topic, timezone.now() - timedelta(days=1))
    popularity.rank_all()
    return topic, moderator


def queries(client, address):
    client.get(address)  # what is remembered between two requests is remembered now
    with recorded() as made:
        assert client.get(address).status_code == 200
    assert [sql for sql in made for rule in (WRITES, COUNTS_ALL, OFFSET) if rule.search(sql)] == []
    return len(made)


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(
    ("address", "visitor", "member"),
    [
        ("/forums/", 2, 4),
        ("/forums/?order=popular", 2, 4),
        ("/forums/?order=relevant", 2, 5),
        ("/forums/libraries/", 3, 5),
        ("/forums/libraries/?order=popular", 2, 4),
        ("/forums/libraries/?order=relevant", 3, 5),
        ("/tags/budget/", 3, 5),
        ("/tags/budget/?order=relevant", 3, 6),
        ("/candidates/", 2, 4),
        ("/candidates/?order=relevant", 2, 5),
        ("topic", 8, 10),
    ],
)
def test_lists_and_topics(client, rows, address, visitor, member):
    topic, _moderator = build(rows)
    address = topic.get_absolute_url() if address == "topic" else address

    counts = [queries(client, address)]
    client.force_login(make.participant(is_organizer=True))
    counts.append(queries(client, address))

    assert counts == [visitor, member]


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(
    ("name", "number"), [("moderation:queue", 4), ("moderation:hidden", 17), ("moderation:recent", 3)]
)
def test_moderation(client, rows, name, number):
    _topic, moderator = build(rows)
    client.force_login(moderator)

    assert queries(client, reverse(name)) == number


@pytest.mark.parametrize("rows", [3, 30])
def test_the_history_of_a_post(client, rows):
    post = make.topic().posts.get()
    for number in range(rows):
        posts.edit(post, post.author, f"Version {number}", apart=True)
    client.force_login(post.author)

    assert queries(client, f"/posts/{post.pk}/history/") == 5
