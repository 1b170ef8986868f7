"""Full text in three languages, accents forgiven: one column for each searchable model, one question for all.

Each row is read, and asked, in the language that its own `language` column names. The text search
configurations colab_en, colab_fr and colab_es are made by this app's first migration.
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

CONFIGS = {"en": "colab_en", "fr": "colab_fr", "es": "colab_es"}

# Around each word that was found, until the text is escaped: private-use characters, which nobody writes.
MARK, UNMARK = "\ue000", "\ue001"
_MARKED = re.compile(f"{MARK}(.*?){UNMARK}", re.DOTALL)
SCALE = 1_000_000


def column(**weights):
    """A generated tsvector column over the named text fields, e.g. `column(title="A", text="B")`.

    It is read in the language that the row's own `language` column names.
    """

    def vector(config):
        return reduce(
            lambda left, right: left + right,
            (SearchVector(name, weight=weight, config=Value(config)) for name, weight in weights.items()),
        )

    return GeneratedField(expression=_by_language(vector), output_field=SearchVectorField(), db_persist=True)


def query(words):
    """A tsquery that finds what a person typed ("quoted phrases", -without, or) in any of the languages.

    Where the rows say which language they are in, `matches` is exact, also for what is to be left out.
    """
    return reduce(or_, (_asked(words, config) for config in CONFIGS.values()))


def matches(words, vector="search_vector", language="language"):
    """A condition (Q): the row holds what a person typed, read in the language of the row."""
    conditions = (Q(**{language: code, vector: _asked(words, CONFIGS[code])}) for code in CONFIGS)
    return reduce(or_, conditions)


def tsquery(words, language="language"):
    """What a person typed, as an expression: a tsquery in the language of the row."""
    return _by_language(lambda config: _asked(words, config), language)


def score(words, vector="search_vector", language="language"):
    """How well a row matches, as a whole number of millionths, so that a list can be paged by it.

    Words near one another count more (cover density), and short texts more than long ones.
    """
    rank = SearchRank(F(vector), tsquery(words, language), cover_density=True, normalization=Value(1))
    return Cast(rank * SCALE, IntegerField())


def extract(text, words, language="language", **options):
    """The passages of a text (an expression) that hold the words, each word between MARK and UNMARK.

    `options` are those of ts_headline. Show the result through `marked` alone.
    """
    options = {"max_fragments": 2, "min_words": 12, "max_words": 28, "fragment_delimiter": " … "} | options
    return SearchHeadline(
        text,
        tsquery(words, language),
        config=_by_language(Value, language),
        start_sel=MARK,
        stop_sel=UNMARK,
        **options,
    )


def whole(text, words, language="language"):
    """A short text with the words marked in it, nothing left out."""
    return SearchHeadline(
        text,
        tsquery(words, language),
        config=_by_language(Value, language),
        start_sel=MARK,
        stop_sel=UNMARK,
        highlight_all=True,
    )


class WithoutTags(Func):
    """The text of some HTML. Its entities stay; `marked` reads them."""

    function = "regexp_replace"
    output_field = TextField()
    template = "%(function)s(%(expressions)s, '<[^>]*>', ' ', 'g')"


def marked(extract):
    """HTML of an extract: everything escaped but the marks, which become <mark>."""
    text = escape(unescape(extract).strip())
    text = _MARKED.sub(r"<mark>\1</mark>", text)
    return mark_safe(text.replace(MARK, "").replace(UNMARK, ""))  # noqa: S308  escaped above


def _asked(words, config):
    return SearchQuery(words, config=config, search_type="websearch")


def _by_language(made, language="language"):
    """`made(config)` for the configuration of the row's language."""
    return Case(
        When(**{language: "fr"}, then=made(CONFIGS["fr"])),
        When(**{language: "es"}, then=made(CONFIGS["es"])),
        default=made(CONFIGS["en"]),
    )
