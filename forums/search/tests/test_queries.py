import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from core.text import fulltext
from forums.models import Forum, Post, SearchDocument, Topic
from forums.search import queries
from testing import make

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def keys(found):
    return list(found.order_by("-score", "-key").values_list("key", flat=True))


def test_a_topic_is_found_by_words_of_which_one_is_in_the_title_and_one_in_the_opening_post():
    topic = make.topic(title="Snow removal", text="Who signs the contract?")
    assert keys(queries.topics("snow contract", VISITOR)) == [topic.pk]


def test_a_title_counts_more_than_a_text():
    in_text = make.topic(title="Roads", text="We spread salt.")
    in_title = make.topic(title="Salt", text="We spread it on roads.")
    assert keys(queries.topics("salt", VISITOR)) == [in_title.pk, in_text.pk]


def test_replies_are_found_by_their_text_and_the_opening_post_only_as_its_topic():
    topic = make.topic(text="Salt?")
    reply = make.post(topic, text="Sand, not salt.")
    assert keys(queries.replies("salt", VISITOR)) == [reply.pk]
    assert keys(queries.topics("salt", VISITOR)) == [topic.pk]


def test_search_follows_every_change_of_a_topic():
    topic = make.topic(title="Salt", text="On roads.")
    Topic.objects.filter(pk=topic.pk).update(title="Sand")
    topic.posts.update(text="Sur les routes")
    Topic.objects.filter(pk=topic.pk).update(language="fr")

    assert keys(queries.topics("salt", VISITOR)) == keys(queries.topics("roads", VISITOR)) == []
    assert keys(queries.topics("sand route", VISITOR)) == [topic.pk]


def test_a_deleted_topic_leaves_nothing_to_be_found():
    make.topic(title="Salt").delete()
    assert SearchDocument.objects.count() == 0


def test_what_is_hidden_is_found_by_moderators_alone():
    hidden = make.topic(title="Salt", hidden_at=timezone.now())
    topic = make.topic(title="Roads", text="Grit?")
    topic.posts.update(hidden_at=timezone.now())
    reply = make.post(topic, text="salt", hidden_at=timezone.now())
    moderator = make.moderator()

    assert keys(queries.topics("salt", make.participant())) == []
    assert keys(queries.replies("salt", make.participant())) == []
    assert keys(queries.topics("grit", make.participant())) == []
    assert keys(queries.topics("salt", moderator)) == [hidden.pk]
    assert keys(queries.replies("salt", moderator)) == [reply.pk]


def test_a_forum_that_is_not_public_is_searched_for_its_members_without_names():
    forum = make.forum(kind=Forum.Kind.HEALING)
    topic = make.topic(forum=forum, title="Salt", author=make.participant("Robin"))
    reply = make.post(topic, text="Salt.", author=make.participant("Sam"))
    member = make.participant()
    make.membership(forum, member)

    for found in (queries.topics, queries.replies):
        assert keys(found("salt", VISITOR)) == keys(found("salt", make.participant())) == []
        assert found("salt", member).get().shown["author"] == ""
    assert keys(queries.replies("salt", member)) == [reply.pk]


def test_a_search_in_one_forum():
    topic = make.topic(title="Salt")
    make.topic(title="Salt")
    assert keys(queries.topics("salt", VISITOR, topic.forum)) == [topic.pk]
    assert keys(queries.replies("question", VISITOR, topic.forum)) == []


def test_only_the_newest_of_very_many_are_weighed(monkeypatch):
    monkeypatch.setattr(queries, "WEIGHED", 2)
    topics = [make.topic(title="Salt") for _ in range(3)]
    assert sorted(keys(queries.topics("salt", VISITOR))) == [topic.pk for topic in topics[1:]]


def test_the_extract_is_of_the_opening_post():
    make.topic(title="Roads", text="*We* spread salt & sand.")
    (hit,) = queries.topics("salt", VISITOR)
    assert fulltext.marked(hit.shown["extract"]).strip() == "spread <mark>salt</mark> &amp; sand"


@pytest.mark.parametrize(
    ("model", "index"), [(SearchDocument, "search_documents_vector"), (Post, "posts_search")]
)
def test_an_index_can_answer(model, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert f"Bitmap Index Scan on {index}" in model.objects.filter(fulltext.matches("salt -sand")).explain()
