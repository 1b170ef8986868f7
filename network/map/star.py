"""One's own people around oneself, with the tags that both watch; for oneself alone."""

from core.charts import circle
from forums.models import Tag
from network.models import Connection
from network.suggestions import watched

MOST = 40  # people, those known last


def of(person):
    """Return (nodes, chords, rows); two queries.

    Rows are (Node, Participant, names of tags) of a person's people. The last node, with number 0, is the
    person, in the middle.
    """
    mine = Connection.objects.of(person).order_by("-since", "-pk")[:MOST]
    people = sorted((one.other_of(person) for one in mine), key=lambda one: (one.name, one.pk))
    tags = Tag.objects.of_named_spaces().filter(watches__participant=person)
    shared = watched.names(watched.open_to(person, [one.pk for one in people]), tags)
    nodes, middle = circle.nodes([(str(one), 1) for one in people]), circle.middle(str(person))
    chords = circle.chords([middle, *nodes], {(0, node.number): 1 for node in nodes})
    rows = [(node, one, shared[one.pk]) for node, one in zip(nodes, people, strict=True)]
    return [*nodes, middle], chords, rows
