"""Each kind of space answers each question of the table (R-KIND-TABLE), and nobody else knows kinds."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.functional import Promise

from forums import kinds
from forums.models import Forum
from testing import make

QUESTIONS = {
    "about": lambda answer: isinstance(answer, Promise) and str(answer),
    "asks_what": lambda answer: answer == "" or (isinstance(answer, Promise) and str(answer)),
    "asks_supports": lambda answer: answer in {True, False},
    "asks_readiness": lambda answer: answer in {True, False},
    "opens_on": lambda answer: answer in {kinds.TOPICS, kinds.ABOUT, kinds.CHALLENGES},
    "may_be_public": lambda answer: answer in {True, False},
    "names_authors": lambda answer: answer in {True, False},
    "words_leave": lambda answer: answer in {True, False},
    "agrees_to_principles": lambda answer: answer in {True, False},
    "asks_afterwards": lambda answer: answer in {True, False},
    "harvest_for": lambda answer: answer in {kinds.READERS, kinds.THERE},
    "picks_among": lambda answer: answer in {kinds.THERE, kinds.OPEN},
    "run_sheet": lambda answer: answer in {"rounds", "what-works", "where-we-are", "circle", "hatch"},
    "notes": lambda answer: set(answer) <= {"insight", "story", "idea", "question", "resource"},
    "asks_after": lambda answer: answer == "" or (isinstance(answer, Promise) and str(answer)),
    "seats_first": lambda answer: answer in {kinds.NEW_PEOPLE, kinds.MEMBERS_THEN, kinds.THERE},
    "asks_pulse": lambda answer: answer in {True, False},
    "in_library": lambda answer: answer in {True, False},
    "asks_about_leading": lambda answer: answer in {True, False},
    "has_challenges": lambda answer: answer in {True, False},
    "proposes_challenges": lambda answer: answer in {True, False},
}


def test_every_question_is_known_here():
    assert {field.name for field in fields(kinds.Rules)} == QUESTIONS.keys()


@pytest.mark.parametrize("kind", Forum.Kind.values)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_kind_answers_every_question(kind, question):
    """Check R-KIND-TABLE."""
    assert QUESTIONS[question](getattr(kinds.of(kind), question))


def test_there_is_no_row_without_a_kind():
    assert list(kinds.RULES) == Forum.Kind.values


def test_a_row_that_leaves_a_question_out_cannot_be_made():
    with pytest.raises(TypeError):
        kinds.Rules(about="A choir.", may_be_public=True)


def test_what_holds_in_a_community_of_healing():
    rules = Forum(kind=Forum.Kind.HEALING).rules

    assert not any([rules.may_be_public, rules.names_authors, rules.words_leave, rules.asks_afterwards])
    assert (rules.harvest_for, rules.picks_among) == (kinds.THERE, kinds.OPEN)
    assert kinds.where(words_leave=False) == ["healing"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Forum.Kind.values)
def test_the_database_agrees_who_may_be_public(kind):
    if kinds.of(kind).may_be_public:
        assert make.forum(kind=kind, is_public=True).pk
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            make.forum(kind=kind, is_public=True)


@pytest.mark.django_db
def test_staff_are_told_that_it_cannot_be_public(client, staff):
    forum = make.forum(kind="healing")
    fields = {
        "slug": forum.slug,
        "name": "Circle",
        "kind": "healing",
        "purpose": "To talk.",
        "language": "en",
    }
    inline = {f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    url = reverse("admin:forums_forum_change", args=[forum.pk])

    page = client.post(url, fields | inline | {"position": "0", "is_public": "on"})

    assert "A space of this kind is read by its members alone." in page.text
    forum.refresh_from_db()
    assert not forum.is_public


# --- Nobody compares a kind

COMPARED = re.compile(
    r"""forum\.kind\s*==|\bHEALING\b|["']healing["']|Kind\.(?:OPEN|PRACTICE|LEARNING|LAB)\b"""
)
ALLOWED = {"forums/kinds.py", "forums/models/forum.py"}  # the table; the names of kinds and the constraint
OTHERS = {"bench", "htmlcov", "locale", "node_modules", "staticfiles", "testing", "var"}


def comparing(root):
    """Yield the files of the product that know a kind of space by name."""
    for folder in Path(root).iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in OTHERS:
            for path in sorted(folder.rglob("*")):
                if _may_compare(path.relative_to(root)) or path.suffix not in {".py", ".html", ".txt"}:
                    continue
                if COMPARED.search(path.read_text()):
                    yield path.relative_to(root).as_posix()


def _may_compare(path):
    return bool({"tests", "migrations", "demo"} & set(path.parts)) or path.as_posix() in ALLOWED


def test_code_and_templates_ask_the_table():
    assert list(comparing(settings.BASE_DIR)) == []


def test_a_comparison_is_found(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "view.html").write_text('{% if forum.kind == "healing" %}')

    assert list(comparing(tmp_path)) == ["templates/view.html"]
