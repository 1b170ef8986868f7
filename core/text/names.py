"""Names as they are looked up: without accents, in any letters, in any order (R-NAMES-FOUND)."""

from functools import reduce
from operator import and_

from django.db import connection
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Contains, Exact

from core.text import questions

MOST = 5  # words of a name that are looked up
PART = 3  # letters that are also found within a word


class Folded(Func):
    """A text in small letters without accents and signs, each word after a space: " chloe demo"."""

    function = "colab_folded"
    output_field = TextField()


def folded(texts):
    """Return {text: as `Folded` has it} of these texts, by one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, colab_folded(text) FROM unnest(%s::text[]) AS text", [list(texts)])
        return dict(cursor.fetchall())


def is_(field, name):
    """Return a condition (Q): the field holds this name, in whichever letters either is written."""
    return Q(Exact(Folded(field), Folded(Value(name))))


def begins(folded_names, text):
    """Return a condition (Q): each word of the text begins one of a folded name; never for no word."""
    return _each(text, lambda word: Contains(folded_names, Folded(Value(word))))


def holds(folded_text, text):
    """As `begins`; a word of three letters or more may stand within one."""

    def holds_word(word):
        asked = Folded(Value(word))
        return Contains(folded_text, Substr(asked, 2) if len(word) >= PART else asked)

    return _each(text, holds_word)


def _each(text, condition):
    words = questions.words(text)[:MOST]
    return reduce(and_, (Q(condition(word)) for word in words)) if words else Q(pk__in=[])
