"""Tags keep what tells them apart, typed and imported alike (R-TAGS-APART)."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from forums.importing.tests.test_import_discourse import line, run_import, written
from forums.models import Tag, Topic
from forums.topics import tagging
from testing import make

pytestmark = pytest.mark.django_db
APART = ["C", "C++", "C#", ".NET", "net", "santé", "sante", "🚀", "👩\u200d🚀", "здоровье", "健康"]
APART += ["हिन्दी", "हिन्दू", "R&D", "RD"]


def test_tags_that_differ_stay_apart_and_each_has_its_page(client):
    tags = [make.tag(name) for name in APART]

    assert [tag.name for tag in tags] == APART
    assert len({tag.pk for tag in tags}) == len({tag.slug for tag in tags}) == len(APART)
    for tag in tags:
        page = client.get(tag.get_absolute_url())
        assert page.context["tag"] == tag


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Budget", "BUDGET"),
        ("Été", "e\u0301te\u0301"),
        ("open data", "Open  Data"),
        ("open data", "open-data"),
        ("open data", "open_data"),
        ("budget", "ｂｕｄｇｅｔ"),
        ("budget", "#budget"),
        ("budget", "bud\u200bget\u00ad"),
        ("ガイド", "ｶﾞｲﾄﾞ"),
        ("C++", "c++"),
        ("Здоровье", "здоровье"),
    ],
)
def test_a_tag_is_one_whatever_its_case_width_and_spaces(one, other):
    first = make.tag(one)

    assert make.tag(other) == first
    assert tagging.parse(f"{one}, {other}") == [one]
    assert first.name == one


def test_a_tag_that_is_typed_and_one_that_is_imported_are_the_same(tmp_path):
    names = ["santé", "open-data", "C++"]
    topic = make.topic()
    topic.tags.set(tagging.get_or_create(tagging.parse("Sante\u0301, Open data, C++, C")))

    tags = [*names, unicodedata.normalize("NFD", "santé")]
    run_import(written(tmp_path / "posts.jsonl", line(1, tags=tags)))

    imported = Topic.objects.exclude(imported_as=None).get()
    assert {tag.name for tag in imported.tags.all()} == {"Santé", "Open data", "C++"}
    assert Tag.objects.count() == 4


def test_slugs_are_read_where_they_can_be():
    slugs = {name: make.tag(name).slug for name in APART[:8]}

    assert slugs == {
        "C": "c",
        "C++": "c-2",
        "C#": "c-3",
        ".NET": "net",
        "net": "net-2",
        "santé": "sante",
        "sante": "sante-2",
        "🚀": "rocket",
    }


def test_a_long_name_is_told_from_another_one():
    first, second = make.tag("x" * 49 + "+"), make.tag("x" * 49 + "#")

    assert first.slug != second.slug
    assert max(len(first.slug), len(second.slug)) <= 50


def test_staff_cannot_give_two_tags_one_name(admin_client):
    make.tag("Budget")
    other = make.tag("Money")

    address = reverse("admin:forums_tag_change", args=[other.pk])
    answer = admin_client.post(address, {"name": "ｂudget", "slug": "money"})

    assert "name" in answer.context["adminform"].form.errors
    other.refresh_from_db()
    assert other.name == "Money"
    with pytest.raises(ValidationError):
        Tag(name="BUDGET", slug="x").clean()


def test_what_is_typed_offers_each_that_begins_so():
    for name in ("C", "C++", "café", "🚀"):
        make.tag(name)

    person = make.participant()
    assert tagging.suggestions("c", person) == ["C", "C++", "café"]
    assert tagging.suggestions("cafe", person) == ["café"]
    assert tagging.suggestions("x, 🚀", person) == ["x, 🚀"]
    assert tagging.suggestions("C, c", person) == ["C, C++", "C, café"]


@pytest.mark.parametrize("text", ["", ",", "#, -, …", "\u200b,\u2800"])
def test_punctuation_alone_is_no_tag(text):
    assert tagging.parse(text) == []


def test_commas_of_all_scripts_separate():
    assert tagging.parse("صحة، تعليم,健康、予算，x") == ["صحة", "تعليم", "健康", "予算", "x"]
