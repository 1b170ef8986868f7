"""Which offers meet which needs: by a tag of both, or by a word of both in the same language.

Words are compared as the index of the search has them, without endings and words such as “for” (lexemes).
"""

from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, Q, TextField

from forums.models import Tag
from network.models import Offer

SHORTEST = 3  # letters of a word that says anything


@dataclass(frozen=True)
class Line:
    """What matters of an Offer: whose it is, its words, and by what others meet it."""

    person: int
    is_need: bool
    text: str
    language: str
    tags: frozenset = field(default_factory=frozenset)  # slugs
    words: frozenset = field(default_factory=frozenset)  # lexemes

    def meets(self, other):
        """Return whether one is a need and the other an offer, with a tag or a word in common."""
        if self.is_need == other.is_need:
            return False
        same_words = self.words & other.words if self.language == other.language else ()
        return bool(self.tags & other.tags or same_words)


class Lexemes(Func):
    """The words of a tsvector."""

    function = "tsvector_to_array"
    output_field = ArrayField(TextField())


def of(offers, *order, most=None):
    """Return the Lines of a queryset of Offers, at most so many, in an order; one query."""
    fields = ("participant", "is_need", "text", "language", "tag_list")
    rows = offers.for_page().annotate(lexemes=Lexemes(F("search_vector"))).order_by(*order)[:most]
    return [_line(*row) for row in rows.values_list(*fields, "lexemes")]


def _line(person, is_need, text, language, tags, lexemes):
    slugs = frozenset(tag["slug"] for tag in tags)
    words = frozenset(word for word in lexemes if len(word) >= SHORTEST)
    return Line(person, is_need, text, language, slugs, words)


def meeting(lines):
    """Return a queryset of the Offers that meet any of these Lines, all needs or all offers."""
    slugs = {slug for line in lines for slug in line.tags}
    tagged = Offer.objects.filter(tags__in=Tag.objects.filter(slug__in=slugs)).values("pk")
    with_words = [Offer.objects.filter(_has_word_of(line)).values("pk") for line in lines if line.words]
    found = tagged.union(*with_words)
    return Offer.objects.filter(pk__in=found, is_need=not any(line.is_need for line in lines))


def _has_word_of(line):
    any_word = " | ".join(f"'{word}'" for word in sorted(line.words))  # letters and digits (R-QUESTIONS)
    asked = SearchQuery(any_word, config="simple", search_type="raw")
    return Q(language=line.language, search_vector=asked)
