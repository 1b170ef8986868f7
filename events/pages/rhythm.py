"""The rhythm of a space: how often its people want to meet, and who hears when it lapses (R-RHYTHM)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import CoLab
from events.registration import lineage
from forums.models import Forum, Topic
from forums.spaces.about.registry import Piece, WayIn, pieces, ways_in
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

CANDIDATES = 3
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Rhythm:
    """`weeks` may be None; `last` and `next` are starts of co-labs, None where there is none."""

    weeks: int | None
    last: datetime | None
    next: CoLab | None


def of(forum, reader):
    """Return the Rhythm of a space as this reader sees it; two queries."""
    colabs = CoLab.objects.visible_to(reader).filter(topic__forum=forum)
    held = colabs.held().order_by("-starts_at", "-pk").values_list("starts_at", flat=True)
    return Rhythm(forum.rhythm_weeks, held.first(), colabs.ahead().order_by("starts_at", "pk").first())


def lapsed():
    """Return the spaces without a co-lab ahead for longer than their rhythm, with `due_at`: since when."""
    shown = CoLab.objects.filter(topic__forum=OuterRef("pk"), topic__hidden_at=None)
    held = shown.held().order_by("-ends_at").values("ends_at")[:1]
    weeks = ExpressionWrapper(F("rhythm_weeks") * Value(WEEK), output_field=DurationField())
    spaces = Forum.objects.exclude(rhythm_weeks=None).annotate(
        due_at=Coalesce(Subquery(held), F("opened_at")) + weeks,
        is_ahead=Subquery(shown.ahead().values("pk")[:1]),
    )
    return spaces.filter(due_at__lte=timezone.now(), is_ahead=None)


def _kept_by(person):
    return Q(memberships__participant=person, memberships__moderates=True)


def ends_of(person):
    wanted = Topic.objects.candidates().filter(forum=OuterRef("pk")).order_by("-wanted", "-pk")
    spaces = lapsed().filter(_kept_by(person))
    return [_end(space) for space in spaces.annotate(most=ArraySubquery(wanted.values("title")[:CANDIDATES]))]


def _end(space):
    text = _("No co-lab is ahead, and the rhythm of this space has lapsed.")
    if space.most and space.rules.words_leave:
        wanted = _("Most wanted: %(titles)s") % {"titles": " · ".join(space.most)}
        text = f"{text} {wanted}"
    subject = space.name if space.rules.words_leave else ""
    return OpenEnd(subject, text, space.address_outside("about"), space.due_at.date(), space.language)


def keepers():
    """Return the keys of the stewards of spaces whose rhythm has lapsed."""
    return lapsed().filter(memberships__moderates=True).values_list("memberships__participant", flat=True)


def _piece(forum, reader):
    return {"rhythm": of(forum, reader), "kept_for": lineage.kept_for(forum)}


registry.sources.add("rhythms of spaces", Source(ends_of, keepers))
pieces.add("rhythm", Piece(20, "events/pages/_rhythm.html", _piece))
ways_in.add(
    "co-labs",
    WayIn(
        30,
        gettext_lazy("See what is planned"),
        gettext_lazy("An hour, ten people at most. Listening is as welcome as sharing."),
        lambda forum: reverse("events:index"),
    ),
)
