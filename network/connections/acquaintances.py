"""Declares who knows whom already: groups mix them, and the page of the hour says so."""

from django.db.models import Exists, OuterRef, Q

from events.hour import acquaintances, people
from network.models import Connection


def pairs(keys):
    return set(Connection.objects.among(keys).values_list("first", "second"))


def _is_known(colab, reader):
    me, them = reader.person.pk, OuterRef("pk")
    return Exists(Connection.objects.filter(Q(first=me, second=them) | Q(first=them, second=me)))


acquaintances.known.add("connections", pairs)
people.marks.add("is_known", _is_known)
