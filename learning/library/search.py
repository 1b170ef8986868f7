"""Full-text queries for what was learnt, whose rows have the shape that `forums.search.queries` says."""

from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Concat, JSONObject

from core.text import fulltext
from forums.search import queries
from learning.library import shelves
from learning.models import Experiment, Output, Reflection
from learning.models.reflections import told

NO = Value("")


def notes(words, person, forum=None):
    text = fulltext.WithoutTags("html")
    return _of_colab(shelves.notes(person), words, forum, "note", text, what="kind", author="author__name")


def harvests(words, person, forum=None):
    """Match summary, themes and next steps."""
    text = fulltext.WithoutTags(_joined("summary_html", "themes_html", "next_steps_html"))
    found = shelves.harvests(person)
    return _of_colab(found, words, forum, "harvest", text, author=NO, at="recorded_at")


def outputs(words, person, forum=None):
    """Match published ones: title, what it is for, the text, and what it could inform."""
    found = Output.objects.readable_by(person).filter(hidden_at=None)
    text = _joined("what_for", fulltext.WithoutTags("html"))
    shown = {"marked_title": fulltext.whole("title", words), "author": "author__name", "at": "published_at"}
    return _found(found, words, forum, "output", text, topic="topic", **shown)


def experiments(words, person, forum=None):
    """Match what is done, what is expected, and how it is tested."""
    found = Experiment.objects.readable_by(person).filter(hidden_at=None)
    shown = {"marked_title": fulltext.whole("if_we", words), "author": "author__name", "at": "created_at"}
    return _found(found, words, forum, "experiment", _joined("then", "test_by"), topic="topic", **shown)


def stories(words, person, forum=None):
    """Match the title, and the boxes that are told."""
    teller = Case(When(named=True, then="participant__name"), default=NO)
    shown = {"marked_title": fulltext.whole("title", words), "author": teller, "at": "shared_at"}
    found = Reflection.objects.readable_by(person)
    return _found(found, words, forum, "story", told(), topic="colab__topic", **shown)


def _joined(*texts):
    between = (part for text in texts for part in (Value(" "), text))
    return Concat(*between, output_field=TextField())


def _of_colab(found, words, forum, source, text, *, at="created_at", **shown):
    """Return rows under the title of their co-lab."""
    title = {"title": "colab__title", "title_language": "colab__language"}
    return _found(found, words, forum, source, text, topic="colab__topic", at=at, **title, **shown)


def _found(rows, words, forum, source, text, *, topic, **shown):
    """Return the rows that match; `topic` is the way to their topic, `text` what an extract is made of."""
    found = rows.filter(fulltext.matches(words))
    if forum:
        found = found.filter(**{f"{topic}__forum": forum})
    return queries.newest(found).annotate(
        score=fulltext.score(words),
        source=queries.source(source),
        key=F("pk"),
        shown=JSONObject(
            extract=fulltext.extract(text, words),
            language="language",
            forum=f"{topic}__forum__name",
            forum_language=f"{topic}__forum__language",
            **shown,
        ),
    )
