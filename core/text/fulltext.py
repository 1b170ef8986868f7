"""Full-text search in three languages, accents ignored.

A row is indexed and queried in the language that its `language` column names. The text search configurations
colab_en, colab_fr and colab_es, and the functions that make texts ready for them, are created by migrations
of `participants`. Questions are made ready by `questions`.
"""

import re
from functools import reduce
from html import unescape
from operator import or_

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVector,
    SearchVectorField,
)
from django.db.models import Case, F, Func, GeneratedField, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.text import questions

CONFIGS = {"en": "colab_en", "fr": "colab_fr", "es": "colab_es"}

# Around each matched word until the text is escaped: private-use characters, which nobody types.
MARK, UNMARK = "\ue000", "\ue001"
APART = "\x01"
_MARKED = re.compile(f"{MARK}(.*?){UNMARK}", re.DOTALL)
SCALE = 1_000_000


class AsWords(Func):
    """A text as the index reads it: letters, digits and spaces (R-QUESTIONS)."""

    function = "colab_words"
    output_field = TextField()


class Apart(Func):
    """A text to show, where the parser finds the words that the index has: signs stand between APART."""

    function = "colab_apart"
    output_field = TextField()


def column(*texts, **weights):
    """Return a generated tsvector column over the named text fields, e.g. `column(title="A", text="B")`.

    `texts` are expressions with their weights, (expression, "B"). The column uses the text search
    configuration of the language in the row's `language` column.
    """

    def vector(config):
        return reduce(
            lambda left, right: left + right,
            (
                SearchVector(AsWords(text), weight=weight, config=Value(config))
                for text, weight in (*weights.items(), *texts)
            ),
        )

    return GeneratedField(expression=_by_language(vector), output_field=SearchVectorField(), db_persist=True)


def query(words):
    """Return a tsquery that matches what a person typed ("quoted phrases", -without, or) in any language.

    Where rows have a language, use `matches`: it is exact also for what is to be left out.
    """
    return reduce(or_, (_search_query(words, config) for config in CONFIGS.values()))


def matches(words, vector="search_vector", language="language"):
    """Return a condition (Q): the row matches what a person typed, read in the language of the row."""
    conditions = (Q(**{language: code, vector: _search_query(words, CONFIGS[code])}) for code in CONFIGS)
    return reduce(or_, conditions)


def tsquery(words, language="language"):
    return _by_language(lambda config: _search_query(words, config), language)


def score(words, vector="search_vector", language="language"):
    """Return an expression: how well a row matches, in whole millionths, so that lists can be paged by it.

    Words close to each other count more (cover density), and so do short texts.
    """
    rank = SearchRank(F(vector), tsquery(words, language), cover_density=True, normalization=Value(1))
    return Cast(rank * SCALE, IntegerField())


def extract(text, words, language="language", **options):
    """Return an expression: the passages of a text that match, each matched word between MARK and UNMARK.

    `options` are those of ts_headline. Show the result by `marked` only.
    """
    options = {"max_fragments": 2, "min_words": 12, "max_words": 28, "fragment_delimiter": " … "} | options
    return _headline(text, words, language, **options)


def whole(text, words, language="language"):
    """Return an expression: a short text in full, with its matched words marked."""
    return _headline(text, words, language, highlight_all=True)


def _headline(text, words, language, **options):
    return SearchHeadline(
        Apart(text),
        tsquery(words, language),
        config=_by_language(Value, language),
        start_sel=MARK,
        stop_sel=UNMARK,
        **options,
    )


class WithoutTags(Func):
    """HTML without its tags: a space in place of each, but for those within a line.

    Its entities stay; `marked` decodes them.
    """

    function = "regexp_replace"
    output_field = TextField()
    template = (
        "%(function)s(%(function)s(%(expressions)s, "
        "'</?(a|b|code|del|em|i|s|strong|sub|sup)( [^>]*)?>', '', 'g'), '<[^>]*>', ' ', 'g')"
    )


def marked(extract):
    """Return an extract as HTML: everything is escaped, and the marks become <mark>."""
    text = escape(unescape(extract.replace(APART, "")).strip())
    text = _MARKED.sub(r"<mark>\1</mark>", text)
    return mark_safe(text.replace(MARK, "").replace(UNMARK, ""))  # noqa: S308  escaped above


def _search_query(words, config):
    return SearchQuery(questions.websearch(words), config=config, search_type="websearch")


def _by_language(expression_for, language="language"):
    return Case(
        When(**{language: "fr"}, then=expression_for(CONFIGS["fr"])),
        When(**{language: "es"}, then=expression_for(CONFIGS["es"])),
        default=expression_for(CONFIGS["en"]),
    )
