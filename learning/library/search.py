"""Full-text queries for notes and harvests, whose rows have the shape that `forums.search.queries` says."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat, JSONObject

from core.text import fulltext
from forums.search import queries
from learning.library import shelves


def notes(words, person, forum=None):
    return _found(shelves.notes(person), words, forum, "note", "html", what="kind", author="author__name")


def harvests(words, person, forum=None):
    """Match summary, themes and next steps."""
    space = Value(" ")
    text = Concat("summary_html", space, "themes_html", space, "next_steps_html", output_field=TextField())
    no, at = Value(""), "recorded_at"
    return _found(shelves.harvests(person), words, forum, "harvest", text, what=no, author=no, at=at)


def _found(rows, words, forum, source, text, *, what, author, at="created_at"):
    found = rows.filter(fulltext.matches(words))
    if forum:
        found = found.filter(colab__topic__forum=forum)
    return queries.newest(found).annotate(
        score=fulltext.score(words),
        source=queries.source(source),
        key=F("pk"),
        shown=JSONObject(
            title="colab__title",
            title_language="colab__language",
            extract=fulltext.extract(fulltext.WithoutTags(text), words),
            language="language",
            forum="colab__topic__forum__name",
            forum_language="colab__topic__forum__language",
            author=author,
            what=what,
            at=at,
        ),
    )
