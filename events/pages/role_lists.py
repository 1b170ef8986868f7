"""Declares what roles of a space look at among its co-labs: seats that were missing, and who writes."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import CoLab, Registration
from forums.models import Role
from forums.spaces.roles import registry
from forums.spaces.roles.registry import MOST, RoleList

SINCE = timedelta(days=180)


def waited_in_vain(forum, reader):
    """Return hours of the last months in which somebody waited who never had a seat in this space.

    Who that is, is not said: nobody reads it but those of the hour (R-SEATED-NAMES).
    """
    mine = Registration.objects.filter(participant=OuterRef("participant"))
    had_a_seat = mine.seated().filter(colab__topic__forum=forum)
    waited = Registration.objects.filter(colab=OuterRef("pk"), status="waiting").of_readers()
    recent = _colabs(forum, reader).held().filter(ends_at__gte=timezone.now() - SINCE)
    return recent.filter(Exists(waited.filter(~Exists(had_a_seat)))).order_by("-starts_at", "-pk")[:MOST]


def without_a_harvester(forum, reader):
    """Return hours ahead of which nobody is to write the harvest yet, the next one first."""
    return _colabs(forum, reader).ahead().filter(harvester=None).order_by("starts_at", "pk")[:MOST]


def _colabs(forum, reader):
    shown = CoLab.objects.visible_to(reader).filter(topic__forum=forum)
    return shown.select_related("topic__forum").defer("search_vector", "topic__search_vector")


registry.lists.add(
    "waited in vain",
    RoleList(
        role=Role.Kind.KEEPER,
        place=20,
        heading=_("People waited here, and had no seat"),
        template="events/pages/_role_waited.html",
        rows=waited_in_vain,
        note=_("Who it was is not shown. You can ask for the topic again, with new people."),
        shown=registry.names_authors,
    ),
)
registry.lists.add(
    "without a harvester",
    RoleList(
        role=Role.Kind.REPORTER,
        place=30,
        heading=_("Soon, and nobody writes it down yet"),
        template="events/pages/_role_ahead.html",
        rows=without_a_harvester,
        note=_("Would you write it down? Tell whoever organizes it."),
    ),
)
