"""Existing topics that resemble a title."""

import re

from django.contrib.postgres.search import SearchRank, TrigramSimilarity
from django.db.models import F

from core.text import fulltext, lines
from forums.models import Topic
from forums.search import vocabulary

_WORD = re.compile(r"[^\W_]{2,}")
_MAX_WORDS = 8  # the longest words of a title
_MAX_TOPICS = 200  # topics that hold one of them
_MIN_LIKENESS = 0.22


def topics(title, person, limit=5):
    """Return a list of at most `limit` topics whose titles are nearest to this one, nearest first.

    Words are compared by stem, in any order and with their spelling corrected; letters by trigrams.
    """
    title = lines.clean(title)
    if not _WORD.search(title):
        return []
    meant = f"{title} {vocabulary.suggest(title) or ''}"
    words = sorted(set(_WORD.findall(meant.lower())), key=len, reverse=True)[:_MAX_WORDS]
    # Keys first: within one statement PostgreSQL may rather compare every title of a large forum.
    near = list(_with_words(" ".join(words)).union(*(_with_words(word) for word in words)))
    in_words = SearchRank(F("search_vector"), fulltext.tsquery(" or ".join(f'"{word}"' for word in words)))
    return list(
        Topic.objects.visible_to(person)
        .filter(pk__in=near)
        .annotate(likeness=TrigramSimilarity("title", title) + in_words)
        .filter(likeness__gt=_MIN_LIKENESS)
        .select_related("forum")
        .defer("search_vector")
        .order_by(F("likeness").desc(), "-pk")[:limit]
    )


def _with_words(words):
    """Return the newest topics with all of these words in the title; common words cost no more than rare."""
    return (
        Topic.objects.filter(fulltext.matches(words))
        .order_by("-pk")
        .values_list("pk", flat=True)[:_MAX_TOPICS]
    )
