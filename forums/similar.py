"""Topics that are already there, shown while a title is being written."""

import re

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from forums.models import Topic
from participants import fulltext

_WORD = re.compile(r"[^\W_]{2,}")
_LONGEST = 20  # words of a title that are looked at
_LIKE_ENOUGH = 0.22


def topics(title, person, limit=5):
    """The topics whose titles come nearest to a title, nearest first; a list of at most `limit`.

    Words are compared by their stems, whatever their order, and letters by trigrams, so that neither
    another ending nor a slip of the pen hides a topic. A title of less than two letters is like none.
    """
    words = _WORD.findall(title)[:_LONGEST]
    if not words:
        return []
    any_of_them = " or ".join(f'"{word}"' for word in words)
    alike = Cast(fulltext.score(any_of_them) / 1_000_000.0, FloatField())
    return list(
        Topic.objects.visible_to(person)
        .filter(fulltext.matches(any_of_them) | Q(title__trigram_similar=title))
        .annotate(likeness=TrigramSimilarity("title", title) + alike * 0.5 / len(words))
        .filter(likeness__gt=_LIKE_ENOUGH)
        .select_related("forum")
        .defer("found_by")
        .order_by(F("likeness").desc(), "-pk")[:limit]
    )
