"""Who is connected: two people who both said so, until one of them ends it (R-CONNECTED-BY-BOTH)."""

from django.db import transaction

from network.models import Connection


@transaction.atomic
def keep(one, other, colab=None):
    """Keep that two people said that they want to talk. Return the Connection. Idempotent.

    `colab`: after which they chose each other. What is private stops being so when they choose each other
    where people are named, or are introduced, too.
    """
    first, second = sorted((one, other), key=lambda person: person.pk)
    is_private = colab is not None and not colab.topic.forum.rules.names_authors
    whence = {"is_private": is_private, "via": None if is_private else colab}
    kept, is_new = Connection.objects.get_or_create(first=first, second=second, defaults=whence)
    if not is_new and kept.is_private and not is_private:
        Connection.objects.filter(pk=kept.pk).update(**whence)
    return kept


def end(connection):
    """End it for both; nobody is told. Idempotent."""
    Connection.objects.filter(pk=connection.pk).delete()


def set_hidden(connection, person, is_hidden):
    """Hide it from the map, or show it there again, as far as it is for this one to say. Idempotent."""
    side = "hidden_by_first" if connection.first_id == person.pk else "hidden_by_second"
    Connection.objects.filter(pk=connection.pk).update(**{side: is_hidden})


def others(connections, person):
    """Return (the other person, connection) of each connection of a person."""
    return [(connection.other_of(person), connection) for connection in connections]


def latest(person, limit):
    """Return the last of a person’s connections, as `others` does."""
    return others(Connection.objects.of(person).order_by("-since", "-pk")[:limit], person)
