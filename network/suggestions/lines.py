"""Which offers meet which needs: by a tag of both, or by a word of both in the same language.

Words are compared as the index of the search has them, without endings and words such as “for” (lexemes).
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, TextField

from forums.models import Tag
from network.models import Offer

SHORTEST = 3  # letters of a word that says anything


@dataclass(frozen=True)
class Line:
    """What matters of an Offer: whose it is, its words, and by what others meet it."""

    person: int
    name: str
    district: str
    is_need: bool
    text: str
    language: str
    tags: frozenset = field(default_factory=frozenset)  # slugs
    words: frozenset = field(default_factory=frozenset)  # lexemes

    @property
    def keys(self):
        """Of a need and an offer that meet, one at least is the same."""
        return {("", slug) for slug in self.tags} | {(self.language, word) for word in self.words}

    def meets(self, other):
        """Return whether one is a need and the other an offer, with a tag or a word in common."""
        return self.is_need != other.is_need and not self.keys.isdisjoint(other.keys)


class Lexemes(Func):
    """The words of a tsvector."""

    function = "tsvector_to_array"
    output_field = ArrayField(TextField())


def of(offers):
    """Return the Lines of a queryset of Offers, the newest first; one query."""
    person = ("participant", "participant__name", "participant__district")
    fields = (*person, "is_need", "text", "language", "tag_list")
    rows = offers.for_page().annotate(lexemes=Lexemes(F("search_vector"))).order_by("-created_at", "-pk")
    return [_line(*row) for row in rows.values_list(*fields, "lexemes")]


def _line(person, name, district, is_need, text, language, tags, lexemes):
    slugs = frozenset(tag["slug"] for tag in tags)
    words = frozenset(word for word in lexemes if len(word) >= SHORTEST)
    return Line(person, name, district, is_need, text, language, slugs, words)


def meeting(lines, offers, most):
    """Return a queryset: of `offers` the newest that meet any of these Lines.

    `offers` is a queryset. Of those that meet by a tag, or by a word of one language, so many each.
    """
    newest, found = offers.order_by("-created_at", "-pk"), []
    for is_need, language in {(line.is_need, line.language) for line in lines}:
        asking = [line for line in lines if (line.is_need, line.language) == (is_need, language)]
        opposite = newest.filter(is_need=not is_need)
        if slugs := {slug for line in asking for slug in line.tags}:
            found.append(opposite.filter(tags__in=Tag.objects.filter(slug__in=slugs)))
        if words := {word for line in asking for word in line.words}:
            found.append(opposite.filter(language=language, search_vector=_any_of(words)))
    if not found:
        return offers.none()
    first, *others = (rows.values("pk")[:most] for rows in found)
    return Offer.objects.filter(pk__in=first.union(*others))


def _any_of(lexemes):
    any_word = " | ".join(f"'{word}'" for word in sorted(lexemes))  # letters and digits (R-QUESTIONS)
    return SearchQuery(any_word, config="simple", search_type="raw")


def pairs(lines):
    """Yield (need, offer) of all that meet, in the order of the lines."""
    offers = defaultdict(list)
    for number, line in enumerate(lines):
        for key in () if line.is_need else line.keys:
            offers[key].append(number)
    for need in (line for line in lines if line.is_need):
        for number in sorted({number for key in need.keys for number in offers[key]}):
            yield need, lines[number]
