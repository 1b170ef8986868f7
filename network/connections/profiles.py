"""Declares who counts as one’s people on their page, whose page opens, and what one can do there."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import Connection
from participants.profiles import actions, encounters, sections


def introduce_or_ask(person, reader):
    """Return the page on which to introduce somebody one knows, or to ask anybody else for time."""
    mine = Connection.objects.of(reader).select_related(None)
    known = mine.filter(first=person).union(mine.filter(second=person)).first()
    if known:
        return reverse("network:introduce", args=[known.pk]), _("Introduce to somebody")
    return reverse("network:ask_for_time", args=[person.pk]), _("Ask for twenty minutes")


def keys(person):
    of_mine = Connection.objects.filter(first=person).values("second")
    return of_mine.union(Connection.objects.filter(second=person).values("first"))


def are_connected(person, reader):
    return Connection.objects.of(reader).filter(Q(first=person) | Q(second=person)).exists()


def is_on_map(person, reader):
    return person.on_map and person.is_active


encounters.where.add("people one is connected with", are_connected)
encounters.where.add("people on the map", is_on_map)
sections.my_people.add("connections", keys)
actions.offered.add("introductions", introduce_or_ask)
