"""Topics that are already there, shown while a title is being written."""

import re

from django.contrib.postgres.search import SearchRank, TrigramSimilarity
from django.db.models import F

from core.text import fulltext
from forums.models import Topic
from forums.search import vocabulary

_WORD = re.compile(r"[^\W_]{2,}")
_LOOKED_UP = 8  # the longest words of a title
_NEWEST = 200  # topics that hold one of them
_LIKE_ENOUGH = 0.22


def topics(title, person, limit=5):
    """The topics whose titles come nearest to a title, nearest first; a list of at most `limit`.

    Words are compared by their stems, whatever their order, misspelt ones also as they may be meant;
    letters by trigrams. A title without a word of two letters is like none.
    """
    if not _WORD.search(title):
        return []
    meant = f"{title} {vocabulary.suggest(title) or ''}"
    words = sorted(set(_WORD.findall(meant.lower())), key=len, reverse=True)[:_LOOKED_UP]
    near = _holding(" ".join(words)).union(*(_holding(word) for word in words))
    in_words = SearchRank(F("search_vector"), fulltext.tsquery(" or ".join(f'"{word}"' for word in words)))
    return list(
        Topic.objects.visible_to(person)
        .filter(pk__in=near)
        .annotate(likeness=TrigramSimilarity("title", title) + in_words)
        .filter(likeness__gt=_LIKE_ENOUGH)
        .select_related("forum")
        .defer("search_vector")
        .order_by(F("likeness").desc(), "-pk")[:limit]
    )


def _holding(words):
    """The newest topics with all of these words in the title: a common word costs no more than a rare one."""
    return Topic.objects.filter(fulltext.matches(words)).order_by("-pk").values("pk")[:_NEWEST]
