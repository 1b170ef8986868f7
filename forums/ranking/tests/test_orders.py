from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone

from core.web import keyset
from forums.models import Forum, Post, Tag, Topic
from forums.ranking import orders, popularity, relevance
from forums.topics import tagging, watches
from testing import make

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def titles(page):
    return [topic.title for topic in page]


def some_topics(number, **fields):
    now = timezone.now()
    for index in range(number):
        instant = now - timedelta(minutes=index)
        make.topic(title=f"T{index}", created_at=instant, last_post_at=instant, **fields)


def walk(towards, start=""):
    """Return the pages from one end to the other, and the cursor back."""
    pages, key = [], start
    while True:
        page = keyset.page(Topic.objects.all(), "last_post_at", {towards: key} if key else {}, size=3)
        pages.append(titles(page))
        key = getattr(page, towards)
        if not key:
            return pages, page


def test_pages_lead_there_and_back():
    some_topics(8, forum=make.forum())

    there, last = walk("after")
    back, first = walk("before", start=last.before)

    assert there == [["T0", "T1", "T2"], ["T3", "T4", "T5"], ["T6", "T7"]]
    assert back == [["T3", "T4", "T5"], ["T0", "T1", "T2"]]
    assert (first.before, last.after) == ("", "")


def test_equal_values_are_told_apart():
    instant = timezone.now()
    for index in range(7):
        make.topic(title=f"T{index}", created_at=instant, last_post_at=instant)

    pages, _ = walk("after")

    assert pages == [["T6", "T5", "T4"], ["T3", "T2", "T1"], ["T0"]]


def test_a_page_stays_when_something_new_comes_before_it():
    some_topics(5, forum=make.forum())
    first = keyset.page(Topic.objects.all(), "last_post_at", {}, size=3)
    make.topic(title="New")

    assert titles(keyset.page(Topic.objects.all(), "last_post_at", {"after": first.after}, size=3)) == [
        "T3",
        "T4",
    ]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "bnVsbA",
        "WzEsMl0",
        "W251bGwsIDFd",
        "é",
        "WyJ4IiwxXQ",
        "WzFlOTk5LCAxZTk5OV0",
        "WyIyMDI2LTAxLTAxIiwgMV0",
    ],
)
@pytest.mark.parametrize("field", ["last_post_at", "heat"])
def test_a_key_that_is_none_opens_a_page(key, field):
    make.topic(title="T0")

    page = keyset.page(Topic.objects.all(), field, QueryDict(f"after={key}"))

    assert len(page) in {0, 1}


def test_the_posts_of_a_topic_come_in_stretches():
    topic = make.topic()
    Post.objects.bulk_create(
        [Post(topic=topic, author=topic.author, number=number, text=".") for number in range(2, 8)]
    )

    def stretch(number):
        found = keyset.page_at(topic.posts, number, size=3)
        return [post.number for post in found], found.earlier, found.later

    assert stretch(1) == ([1, 2, 3], None, 4)
    assert stretch(5) == ([4, 5, 6], 3, 7)
    assert stretch(7) == ([7], 6, None)
    assert stretch(99) == ([1, 2, 3], None, 4)


def test_a_gap_in_the_numbers_is_stepped_over():
    topic = make.topic()
    Post.objects.create(topic=topic, author=topic.author, number=50, text=".")

    found = keyset.page_at(topic.posts, 1, size=3)

    assert ([post.number for post in found], found.later) == ([1], 50)


def order(name, person=None, topics=None):
    page = orders.page(Topic.objects.all() if topics is None else topics, name, person or AnonymousUser(), {})
    return titles(page)


def test_latest_is_by_the_last_post_and_popular_by_people():
    quiet, loud = make.topic(title="Quiet"), make.topic(title="Loud")
    for _ in range(3):
        make.post(loud, created_at=timezone.now() - timedelta(hours=2))
    make.post(quiet, author=quiet.author, created_at=timezone.now() + timedelta(minutes=1))
    popularity.rank([quiet, loud])

    assert order("latest") == ["Quiet", "Loud"]
    assert order("popular") == ["Loud", "Quiet"]


def test_visitors_are_not_offered_what_is_relevant_to_them():
    assert [name for name, _ in orders.available_to(AnonymousUser())] == ["latest", "popular"]
    assert orders.requested({"order": "relevant"}, AnonymousUser()) == "latest"
    assert orders.requested({"order": "relevant"}, make.participant()) == "relevant"


# --- Relevance


def test_without_interests_relevant_is_popular():
    one, two = make.topic(title="One"), make.topic(title="Two")
    make.post(one)
    popularity.rank([one, two])

    assert order("relevant", make.participant()) == order("popular") == ["One", "Two"]


def test_a_watched_tag_a_joined_forum_and_own_words_move_topics_up():
    """Check R-BOTH-ORDERS."""
    now = timezone.now()
    forum, person = make.forum(), make.participant()
    make.topic(title="Plain", created_at=now)
    make.topic(title="Tagged", tags=["budget"], created_at=now)
    make.topic(title="Joined", forum=forum, created_at=now)
    make.topic(title="Snow removal elsewhere", created_at=now)
    old = now - timedelta(days=900)
    make.topic(title="How we organize snow removal", author=person, created_at=old, last_post_at=old)
    popularity.rank_all()
    watches.watch(person, tag=Tag.objects.get(slug="budget"))
    make.membership(forum, person)

    assert relevance.interests_of(person).words == ("organ", "remov", "snow")
    scores = {
        topic.title: round(topic.relevance - topic.heat, 6)
        for topic in relevance.score(Topic.objects.all(), relevance.interests_of(person))
    }
    assert scores["Plain"] == 0
    assert scores["Tagged"] == relevance.TAG
    assert scores["Joined"] == relevance.FORUM
    assert scores["Snow removal elsewhere"] == 2 * relevance.WORD
    assert order("relevant", person)[2:4] == ["Joined", "Plain"]


def test_relevance_looks_at_no_topic_that_the_list_leaves_out():
    person, topic = make.participant(), make.topic(forum=make.forum(kind=Forum.Kind.HEALING))

    assert order("relevant", person, Topic.objects.visible_to(person)) == []
    make.membership(topic.forum, person)
    assert order("relevant", person, Topic.objects.visible_to(person)) == [topic.title]


def test_the_pages_of_what_is_relevant_follow_one_another():
    person, forum = make.participant(), make.forum()
    make.membership(forum, person)
    some_topics(keyset.SIZE + 2, forum=forum)
    popularity.rank_all()

    first = orders.page(Topic.objects.all(), "relevant", person, {})
    second = orders.page(Topic.objects.all(), "relevant", person, {"after": first.after})

    assert titles(first) + titles(second) == [f"T{index}" for index in range(keyset.SIZE + 2)]


# --- Tags


def test_tags_are_read_with_commas_between():
    assert tagging.parse(" Budget, open  data ,budget,, #Été,!") == ["Budget", "open data", "Été"]


def test_a_tag_is_one_whatever_its_case():
    first, second = tagging.get_or_create(["Été"]).get(), tagging.get_or_create(["été"]).get()

    assert (first, first.name) == (second, "Été")


def test_suggestions_complete_the_last_tag():
    for name in ("budget", "open data", "open house"):
        make.tag(name)

    assert tagging.suggestions("budget, op", VISITOR) == ["budget, open data", "budget, open house"]
    assert tagging.suggestions("budget, ", VISITOR) == tagging.suggestions("", VISITOR) == []
    assert tagging.suggestions("budget, bud", VISITOR) == []
