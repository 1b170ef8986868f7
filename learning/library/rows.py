"""Rows of lists: a note or a harvest with as much of its words as a list shows."""

from dataclasses import dataclass
from html import unescape

from django.db.models import Case, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Concat, Left, Length

from core.text import fulltext, lines
from followups.models import Harvest, Insight, harvest_tags

LENGTH = 240  # letters of an extract
OF_COLAB = (  # what no row shows
    *("colab__description", "colab__description_html", "colab__search_vector"),
    *("colab__topic__search_vector", "colab__topic__forum__supports"),
    "colab__topic__forum__supports_html",
)
OF_AUTHOR = ("author__about", "author__about_html", "author__password")
OF_NOTE = ("text", "html", "search_vector", *OF_COLAB, *OF_AUTHOR)
OF_HARVEST = (
    *("summary", "summary_html", "themes", "themes_html"),
    *("next_steps", "next_steps_html", "search_vector", *OF_COLAB),
)


@dataclass(frozen=True)
class Row:
    """`thing` is an Insight or a Harvest, with its co-lab, topic and space, and with `tag_list`."""

    kind: str  # "note" or "harvest"
    thing: Insight | Harvest
    is_marked: bool = False  # words that were looked for are marked in it

    @property
    def at(self):
        """UTC instant by which lists are ordered."""
        return self.thing.created_at if self.kind == "note" else self.thing.recorded_at

    @property
    def extract(self):
        """HTML, in which everything is escaped."""
        return fulltext.marked(self.thing.shown if self.is_marked else self.text)

    @property
    def text(self):
        """The beginning, as one line of plain text."""
        return lines.cut(lines.clean(unescape(self.thing.shown)), LENGTH)


def fetch(keys, words=""):
    """Return Rows of [(kind, primary key)], in this order; whoever asks has seen to who may read them."""
    found = {}
    for kind, query in (("note", _notes), ("harvest", _harvests)):
        if wanted := [key for name, key in keys if name == kind]:
            found |= {(kind, thing.pk): thing for thing in query(words).filter(pk__in=wanted)}
    return [Row(key[0], found[key], bool(words)) for key in keys if key in found]


def _notes(words):
    rows = Insight.objects.with_tags().select_related("author", "colab__topic__forum").defer(*OF_NOTE)
    text = fulltext.WithoutTags("html")
    if not words:
        return rows.annotate(shown=_shown(text, words))
    short = When(Q(length__lte=LENGTH), then=fulltext.whole(text, words))  # its words stand in its title
    return rows.annotate(length=Length("text")).annotate(shown=Case(short, default=_shown(text, words)))


def _harvests(words):
    rows = Harvest.objects.select_related("colab__topic__forum").defer(*OF_HARVEST)
    space = Value(" ")
    whole = Concat("summary_html", space, "themes_html", space, "next_steps_html", output_field=TextField())
    return rows.annotate(
        tag_list=harvest_tags(harvest=OuterRef("pk")),
        shown=_shown(fulltext.WithoutTags(whole if words else "summary_html"), words),
    )


def _shown(text, words):
    return fulltext.extract(text, words) if words else Left(text, 3 * LENGTH)
