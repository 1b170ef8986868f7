import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forums.models import Forum
from forums.search import similar, vocabulary
from testing import make

pytestmark = pytest.mark.django_db


def titles(title, person=None, **options):
    return [topic.title for topic in similar.topics(title, person or AnonymousUser(), **options)]


@pytest.fixture
def some_topics():
    for title in ("How do you plow sidewalks?", "Library opening hours", "Salt or sand on ice"):
        make.topic(title=title, text="Please tell.")
    vocabulary.refresh()


@pytest.mark.usefixtures("some_topics")
@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Plowing a sidewalk", ["How do you plow sidewalks?"]),
        ("opening the libraries", ["Library opening hours"]),
        ("Libary openning hors", ["Library opening hours"]),
        ("Sand", ["Salt or sand on ice"]),
        ("Procurement of chairs", []),
        ("", []),
        ("?!", []),
        ('"', []),
    ],
)
def test_topics_with_like_titles_are_found(written, found):
    assert titles(written) == found


def test_the_nearest_come_first_and_no_more_than_were_asked_for():
    make.topic(title="Snow on roads and bridges in the north")
    make.topic(title="Snow on roads")
    make.topic(title="Snow")
    assert titles("snow on roads", limit=2) == ["Snow on roads", "Snow on roads and bridges in the north"]


def test_only_what_a_person_may_see():
    make.topic(title="Snow", hidden_at=timezone.now())
    make.topic(title="Snow", forum=make.forum(kind=Forum.Kind.HEALING))
    assert titles("snow") == titles("snow", make.participant()) == []


def test_three_queries_however_long_the_title(django_assert_num_queries):
    make.topic(title="Snowplows")
    with django_assert_num_queries(3):
        titles("snowplows " * 40 + " ".join(f"word{chr(97 + n)}" for n in range(26)))
