"""The words of public posts, from which spelling is corrected.

`refresh` reads them from topics and posts; `suggest` finds the nearest to each rare word of a query.
"""

import re
from collections import Counter

from django.db import connection, transaction
from django.db.models import F, Max
from django.db.models.functions import Greatest

from forums.models import Post, Word

_WINDOW = 2_000  # posts read at a time
_CANDIDATES = 25  # looked at for each misspelt word
_RATIO = 10  # a word is doubtful if a near one is used this many times as often
# A word that may be misspelt: letters alone, and no part of an address or of what is to be left out (-word)
_ADDRESS = re.compile(r"\]\([^)]*\)")
_LETTERS = re.compile(r"[^\W\d_]{3,40}")
_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]{3,40}(?![\w@/]|\.\w)")

_READ = """
INSERT INTO forums_word (word, plain, uses, read_up_to)
SELECT word, left(lower(unaccent(word)), 40), ndoc, %(last)s
FROM ts_stat(format($texts$
    SELECT to_tsvector('simple', colab_words(CASE post.number WHEN 1 THEN topic.title || ' ' ELSE '' END
                                             || regexp_replace(post.html, '<[^>]*>|&[a-z]+;', ' ', 'g')))
    FROM forums_post post
    JOIN forums_topic topic ON topic.id = post.topic_id
    JOIN forums_forum forum ON forum.id = topic.forum_id
    WHERE post.id BETWEEN %%s AND %%s AND forum.is_public
          AND post.hidden_at IS NULL AND topic.hidden_at IS NULL
$texts$, %(first)s::bigint, %(last)s::bigint))
WHERE word ~ '^[[:alpha:]]{3,40}$'
ORDER BY word
ON CONFLICT (word) DO UPDATE
SET uses = forums_word.uses + excluded.uses, read_up_to = excluded.read_up_to
"""

_NEAREST = """
SELECT given.word, given.plain, known.word, known.plain, known.uses
FROM (SELECT word, lower(unaccent(word)) AS plain FROM unnest(%(words)s::text[]) AS word) given
CROSS JOIN LATERAL (SELECT coalesce(max(uses), 0) AS uses FROM forums_word WHERE plain = given.plain) as_given
CROSS JOIN LATERAL (
    SELECT word, plain, uses FROM forums_word
    WHERE (plain %% given.plain
           OR plain LIKE left(given.plain, 2) || '%%' AND length(plain) BETWEEN length(given.plain) - 1
                                                                            AND length(given.plain) + 1)
          AND uses > as_given.uses * %(ratio)s
    ORDER BY similarity(plain, given.plain) DESC, uses DESC LIMIT %(candidates)s
) known
"""


def refresh():
    """Count the words of posts written since the last call. Idempotent, and safe to run concurrently.

    Words of posts that are edited or hidden later stay; `suggest` reveals no more than that they were used.
    """
    read, last = _bounds()
    while read < last:
        end = min(read + _WINDOW, last)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('forums_word'))")
            if _bounds()[0] <= read:  # no other process has read them
                cursor.execute(_READ, {"first": read + 1, "last": end})
        read = end


def forget(changes):
    """Count once less each word that a post lost; `changes` are (primary key, text before, text now)."""
    lost = Counter()
    for _pk, before, now in changes:
        lost.update(_words(before) - _words(now))
    for word, times in lost.items():
        Word.objects.filter(word=word).update(uses=Greatest(F("uses") - times, 0))
    Word.objects.filter(word__in=lost, uses=0).delete()


def _words(text):
    """Return the words of a text in lower case, without addresses of links."""
    return {word.lower() for word in _LETTERS.findall(_ADDRESS.sub("]", text))}


def suggest(query):
    """Return the query with each doubtful word replaced by the nearest common one; None if there is none.

    A word is doubtful when a word at a small edit distance is used far more often.
    """
    given = sorted({word.lower() for word in _WORD.findall(query)})
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, {"words": given, "candidates": _CANDIDATES, "ratio": _RATIO})
        nearest = {}
        for word, plain, other, other_plain, uses in cursor:
            steps = distance(plain, other_plain)
            if 0 < steps <= _max_distance(plain):
                nearest.setdefault(word, []).append((steps, -uses, other))
    if not nearest:
        return None
    return _WORD.sub(lambda found: _correction(nearest, found[0]), query)


def _correction(nearest, word):
    return min(nearest[word.lower()])[2] if word.lower() in nearest else word


def distance(one, other):
    """Return the optimal string alignment distance: letters added, left out, changed or swapped."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                steps = min(steps, earlier[j - 2] + 1)
            row.append(steps)
    return row[-1]


def _max_distance(word):
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def _bounds():
    """Return the primary keys of the last post counted and of the last post."""
    read = Word.objects.aggregate(last=Max("read_up_to"))["last"] or 0
    return read, Post.objects.aggregate(last=Max("pk"))["last"] or 0
