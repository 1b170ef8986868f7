"""Harvests and notes that belong together: by their tags, then by their words; one query for both."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from itertools import combinations

from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, Left

from core.text import fulltext, lines, questions
from followups.models import Harvest, Insight
from forums import kinds

SHOWN = 5
FEW_WORDS, SHORTEST = 4, 4  # of a title: its longest words, none with fewer letters
_NEWEST = 200  # of those that share a tag, or words
LENGTH, ENOUGH = 160, 2_000  # letters of an extract, and of the HTML that it is made of
_END_OF_BLOCK, _TAG = re.compile(r"</\w+>\s|<br>"), re.compile(r"<[^>]*(>|$)")


@dataclass(frozen=True)
class Row:
    """A harvest or a note on a page about something else, rendered from it while it is shared."""

    kind: str  # "harvest" or "note"
    key: int
    shown: dict

    @property
    def colab(self):
        return self.shown["colab"]

    @property
    def anchor(self):
        return "harvest" if self.kind == "harvest" else f"insight-{self.key}"

    @property
    def label(self):
        return Insight.Kind(self.shown["what"]).label if self.kind == "note" else ""

    @property
    def extract(self):
        html = _TAG.sub("", _END_OF_BLOCK.sub(" ", self.shown["html"]))
        return lines.cut(lines.clean(unescape(html)), LENGTH)

    @property
    def at(self):
        """UTC instant at which it was written."""
        return datetime.fromisoformat(self.shown["at"])


def to_topic(topic, person):
    """Return Rows that share tags or words with a topic `with_tags`, the nearest first, from other topics."""
    slugs = [tag["slug"] for tag in topic.tag_list]
    return _find(person, slugs, topic.title, ~Q(colab__topic=topic.pk))


def to_harvest(colab, tags, person):
    """Return Rows that share tags ({"slug": …}) or words with the harvest of a co-lab, the nearest first."""
    return _find(person, [tag["slug"] for tag in tags], colab.title, ~Q(colab=colab.pk))


def under(tag, person, limit=20):
    """Return Rows with a tag, the latest first."""
    return _find(person, [tag.slug], "", Q(), limit)


def _find(person, slugs, title, condition, limit=SHOWN):
    words = pairs_of(title)
    if not (slugs or words):
        return []
    harvests = Harvest.objects.visible_to(person).filter(condition, nothing_to_record=False)
    notes = Insight.objects.shared_with(person).filter(condition)
    found = _near(harvests, slugs, words, "harvest", html="summary_html", at="recorded_at", what=Value(""))
    other = _near(notes, slugs, words, "note", html="html", at="created_at", what="kind")
    rows = found.union(other, all=True).order_by("-common", "-score", "-at", "-key")[:limit]
    return [Row(name, key, shown) for name, key, _common, _score, _at, shown in rows]


def _near(rows, slugs, words, name, *, html, at, what):
    """Return values of the rows with a tag or words in common, of spaces that are in the library."""
    tagged = Q(pk__in=_newest(rows.model.objects.filter(tags__slug__in=slugs)))
    worded = Q(pk__in=_newest(rows.model.objects.filter(fulltext.matches(words)))) if words else Q(pk=None)
    return (
        rows.filter(tagged | worded, colab__topic__forum__kind__in=kinds.where(in_library=True))
        .order_by()
        .annotate(
            source=Value(name, CharField()),
            key=F("pk"),
            common=_in_common(rows.model, slugs),
            score=fulltext.score(words) if words else Value(0),
            at=F(at),
            shown=JSONObject(
                colab="colab_id",
                title="colab__title",
                title_language="colab__language",
                language="language",
                html=Left(html, ENOUGH),
                at=at,
                what=what,
            ),
        )
        .values_list("source", "key", "common", "score", "at", "shown")
    )


def _newest(rows):
    return rows.order_by("-pk").values("pk")[:_NEWEST]


def _in_common(model, slugs):
    """Return an expression: how many of these tags a row has."""
    rows = model.objects.filter(pk=OuterRef("pk"), tags__slug__in=slugs).order_by()
    counted = rows.values("pk").annotate(number=Count("tags")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def pairs_of(title):
    """Return a question for texts with two of the longest words of a title; or with its only one."""
    words = {word.lower() for word in questions.words(title) if len(word) >= SHORTEST}
    longest = sorted(words, key=lambda word: (-len(word), word))[:FEW_WORDS]
    if len(longest) < 2:
        return " ".join(longest)
    return " or ".join(" ".join(pair) for pair in combinations(longest, 2))
