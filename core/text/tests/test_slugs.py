"""Check R-SLUGS."""

import pytest
from django.urls import resolve

from core.text.slugs import reserved, slug_of
from events.models import CoLab
from forums.models import Forum, Tag, Topic

KINDS = {"forums:topic": Topic, "events:colab": CoLab}
WORDS = [(name, word) for name in KINDS for word in sorted(reserved(name))]


def test_the_words_are_read_from_the_addresses_of_all_parts():
    assert {"reply", "close", "watch"} <= reserved("forums:topic")
    assert {"register", "event", "call-off"} <= reserved("events:colab")  # of events
    assert "after" in reserved("events:colab")  # of followups and network
    assert reserved("forums:topic") & {"new", "similar", "after"} == set()


@pytest.mark.parametrize(("name", "word"), WORDS)
def test_what_is_called_like_another_address_has_its_own(name, word):
    title = word.replace("-", " ").capitalize()

    address = KINDS[name].address_of(7, title)

    found = resolve(address)
    assert (found.view_name, found.kwargs["pk"]) == (name, 7)


@pytest.mark.parametrize(("name", "others"), [("forums:forum", {"new"}), ("forums:tag", set())])
def test_beside_the_slugs_of_forums_and_tags_there_is_no_other_address(name, others):
    """They are looked up by their slug: for an address that comes later a migration has to look."""
    assert reserved(name) == others


@pytest.mark.parametrize("title", ["Close", "Évaluer l’été", "???", "日本語", "a" * 150, "a " * 75, "Reply-"])
def test_the_slug_of_a_slug_is_itself(title):
    slug = Topic.slug_of(title)

    assert Topic.slug_of(slug) == slug
    assert slug == slug.strip("-")
    assert len(slug) <= 150


def test_slugs_of_titles():
    assert slug_of("Évaluer l’été", at="forums:topic", otherwise="topic") == "evaluer-lete"
    assert slug_of("???", at="forums:topic", otherwise="topic") == "topic"
    assert CoLab.slug_of("Call off!") == "call-off-co-lab"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        *[("Santé", "sante"), ("Бюджет", "бюджет"), ("x" * 60, "x" * 50)],
        *[("C++", "c"), ("🚀", "rocket"), ("#", "tag")],
    ],
)
def test_slugs_of_tags(name, slug):
    assert Tag.slug_of(name) == slug


def test_the_slug_of_a_forum_is_as_long_as_its_column_at_most():
    assert len(Forum.slug_of("x" * 100)) == Forum._meta.get_field("slug").max_length
