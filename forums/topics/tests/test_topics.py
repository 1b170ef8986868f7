from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forums.candidates import nominations
from forums.models import Post, Topic, Watch
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db


def test_post_makes_a_topic_its_first_post_its_tags_and_a_watch():
    author, forum = make.participant(), make.forum()

    topic = topics.post(author, forum, "Evening hours", "**How?**", tags=["Opening hours"], language="fr")

    topic.refresh_from_db()
    forum.refresh_from_db()
    post = topic.posts.get()
    assert (topic.slug, topic.language, topic.post_count) == ("evening-hours", "fr", 1)
    assert (post.number, post.text, post.html) == (1, "**How?**", "<p><strong>How?</strong></p>\n")
    assert [tag.slug for tag in topic.tags.all()] == ["opening-hours"]
    assert forum.last_post_at == topic.last_post_at == post.created_at
    assert Watch.objects.get().participant == author


def test_posting_the_same_a_moment_later_gives_the_same_topic():
    author, forum = make.participant(), make.forum()
    first = topics.post(author, forum, "Evening hours", "How?")

    assert topics.post(author, forum, "Evening hours", "How?") == first
    assert topics.post(author, forum, "Evening hours", "And on Sundays?") != first
    assert Topic.objects.count() == 2


def test_posting_the_same_another_day_is_another_topic():
    author, forum = make.participant(), make.forum()
    first = topics.post(author, forum, "Evening hours", "How?")

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert topics.post(author, forum, "Evening hours", "How?") != first


def test_reply_is_the_next_post():
    topic = make.topic()

    reply = topics.reply(topic, make.participant(), "Like this.")

    topic.refresh_from_db()
    assert (reply.number, topic.post_count, topic.last_post_at) == (2, 2, reply.created_at)


def test_pressing_reply_twice_is_one_post():
    topic, author = make.topic(), make.participant()

    first, second = (topics.reply(topic, author, "Like this.") for _ in range(2))

    assert first == second
    assert topics.reply(topic, make.participant(), "Like this.") != first
    assert topic.posts.count() == 3


def test_a_hidden_post_keeps_its_number():
    topic = make.topic()
    make.post(topic, hidden_at=timezone.now())
    Topic.objects.update(post_count=1)

    assert topics.reply(topic, make.participant(), "Like this.").number == 3


@pytest.mark.parametrize("field", ["closed_at", "hidden_at"])
def test_a_closed_topic_takes_no_replies(field):
    topic = make.topic(**{field: timezone.now()})

    with pytest.raises(topics.Refused, match="closed"):
        topics.reply(topic, make.participant(), "Like this.")
    assert Post.objects.count() == 1


def test_closing_takes_a_topic_off_the_board_and_reopening_puts_it_back():
    topic = make.topic()
    nominations.nominate(topic, make.participant())

    topics.close(topic)
    assert list(Topic.objects.candidates()) == []
    topics.reopen(topic)
    assert list(Topic.objects.candidates()) == [topic]


def test_closing_twice_keeps_the_first_time():
    topic = make.topic()
    topics.close(topic)
    first = topic.closed_at

    topics.close(topic)

    topic.refresh_from_db()
    assert topic.closed_at == first


def test_a_hidden_topic_is_for_moderators_alone():
    forum, keeper = make.forum(), make.participant()
    make.membership(forum, keeper, moderates=True)
    topic = make.topic(forum=forum)

    topics.hide(topic, keeper, "Spam")

    def readers(*people):
        return [topic in Topic.objects.visible_to(person) for person in people]

    assert readers(topic.author, keeper, make.moderator(), make.organizer()) == [False, True, True, False]
    topics.show(topic)
    assert readers(topic.author) == [True]


def test_a_colab_answers_those_who_wished_before_its_end():
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    ends = timezone.now() + timedelta(days=10)

    topics.schedule(topic, ends)

    topic.refresh_from_db()
    assert (topic.scheduled_until, topic.wanted) == (ends, None)
    with time_machine.travel(ends + timedelta(days=1)):
        assert list(Topic.objects.candidates()) == []
        nominations.nominate(topic, make.participant())
        assert list(Topic.objects.candidates()) == [topic]


def test_calling_a_colab_off_makes_the_topic_a_candidate_again():
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    topics.schedule(topic, timezone.now() + timedelta(days=10))

    topics.unschedule(topic, None)

    assert topic.wanted is not None
    assert list(Topic.objects.candidates()) == [topic]


def test_calling_a_second_colab_off_leaves_the_first_as_the_answer():
    topic = make.topic()
    held = timezone.now() - timedelta(days=3)
    make.nomination(topic, created_at=held - timedelta(days=1))
    topics.schedule(topic, timezone.now() + timedelta(days=10))

    topics.unschedule(topic, held)

    topic.refresh_from_db()
    assert (topic.scheduled_until, topic.wanted) == (held, None)


@pytest.mark.parametrize(
    ("title", "slug"), [("Évaluer l’été", "evaluer-lete"), ("???", "topic"), ("Reply", "reply-topic")]
)
def test_slugs(title, slug):
    assert Topic.slug_of(title) == slug
