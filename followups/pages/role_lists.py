"""Declares what roles of a space look at among what its hours left: how they were, and what is kept."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import CoLab
from followups.models import Insight
from followups.pulse import latest
from forums.models import Forum, Role
from forums.spaces.roles import registry
from forums.spaces.roles.registry import MOST, RoleList

SINCE = timedelta(days=180)


def without_a_harvest(forum, reader):
    """Return hours of the last months without a harvest, each `with_mine`; the latest first."""
    shown = CoLab.objects.visible_to(reader).filter(topic__forum=forum, closed_at=None)
    recent = shown.held().filter(ends_at__gte=timezone.now() - SINCE).with_mine(reader)
    return recent.select_related("topic__forum").order_by("-starts_at", "-pk")[:MOST]


def without_a_tag(forum, reader):
    """Return notes of the last months that everybody reads and nobody has tagged; the latest first."""
    readable = Forum.objects.visible_to(reader).filter(pk=forum.pk)
    shared = (
        Insight.objects.shared()
        .by_people_who_stay()
        .filter(colab__topic__forum__in=readable.values("pk"), colab__topic__hidden_at=None)
    )
    tagged = Insight.tags.through.objects.filter(insight=OuterRef("pk"))
    recent = shared.filter(~Exists(tagged), created_at__gte=timezone.now() - SINCE)
    return recent.select_related("colab__topic__forum", "author").order_by("-created_at", "-pk")[:MOST]


registry.lists.add(
    "pulses",
    RoleList(
        role=Role.Kind.FRIEND,
        place=10,
        heading=_("What people said after the last hours"),
        template="followups/pulse/_role_pulse.html",
        rows=latest.of_space,
        note=_(
            "Numbers only, from four answers on. Of hours where you were not, only what people got from them."
        ),
        shown=lambda forum: forum.rules.asks_pulse,
    ),
)
registry.lists.add(
    "without a harvest",
    RoleList(
        role=Role.Kind.REPORTER,
        place=10,
        heading=_("Over, and without a harvest"),
        template="followups/harvest/_role_hour.html",
        rows=without_a_harvest,
    ),
)
registry.lists.add(
    "without a tag",
    RoleList(
        role=Role.Kind.REPORTER,
        place=20,
        heading=_("Shared, and without a tag"),
        template="followups/notes/_role_note.html",
        rows=without_a_tag,
        shown=lambda forum: bool(forum.rules.notes),
    ),
)
