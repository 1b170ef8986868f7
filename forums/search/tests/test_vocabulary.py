import pytest
from django.utils import timezone

from forums.models import Forum, Word
from forums.search import vocabulary
from testing import make

pytestmark = pytest.mark.django_db


def known():
    vocabulary.refresh()
    return dict(Word.objects.order_by("word").values_list("word", "uses"))


def test_words_of_titles_and_posts_are_counted_once_a_text():
    topic = make.topic(title="Snow plows", text="Snow, snow & [a link](https://example.org/ice) in 2027.")
    make.post(topic, text="More `snow`!")
    assert known() == {"snow": 2, "plows": 1, "link": 1, "more": 1}


def test_reading_goes_on_where_it_ended():
    topic = make.topic(title="Snow", text="Snow")
    assert known() == {"snow": 1}
    assert known() == {"snow": 1}
    make.post(topic, text="Ice on snow")
    assert known() == {"snow": 2, "ice": 1}


def test_many_posts_are_read_in_windows(monkeypatch):
    monkeypatch.setattr(vocabulary, "_WINDOW", 2)
    topic = make.topic(title="Snow", text="Snow")
    for _ in range(6):
        make.post(topic, text="ice 42")
    assert known() == {"snow": 1, "ice": 6}


def test_what_not_everyone_may_read_is_not_read():
    make.topic(forum=make.forum(kind=Forum.Kind.HEALING), title="Grief", text="Sorrow")
    make.topic(title="Secret", text="Hidden", hidden_at=timezone.now())
    topic = make.topic(title="Snow", text="Snow")
    make.post(topic, text="Rude", hidden_at=timezone.now())
    assert known() == {"snow": 1}


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("libary", "library"),
        ("lbirary hours", "library hours"),
        ("snwo", "snow"),
        ("Bibliotèque", "bibliothèque"),
        ("library", None),
        ("bibliotheque", None),
        ("zebra", None),
        ("snow -libary", None),
        ("libary.example.org", None),
        ("12345", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_offered_for_one_that_nobody_wrote(asked, offered):
    make.topic(title="Library hours", text="Snow at the bibliothèque")
    vocabulary.refresh()
    assert vocabulary.suggest(asked) == offered


def test_a_rare_word_beside_a_frequent_one_is_doubted():
    for _ in range(11):
        make.topic(title="Library", text="x")
    make.topic(title="Libary", text="x")
    vocabulary.refresh()
    assert vocabulary.suggest("libary") == "library"


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("", "", 0),
        ("snow", "snow", 0),
        ("snow", "snwo", 1),
        ("snow", "now", 1),
        ("snow", "shows", 2),
        ("", "abc", 3),
    ],
)
def test_the_distance_between_words(one, other, steps):
    assert vocabulary.distance(one, other) == vocabulary.distance(other, one) == steps
