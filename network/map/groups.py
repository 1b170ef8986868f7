"""How groups of people are connected: by district or by organization, each as large as its people.

On the map are people who show themselves there, and the connections between them that neither hides; none
from a space that names nobody (R-ON-MAP). Who is hidden leaves no mark: not in a number, not in a width.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from core.charts import circle
from network.models import Connection
from participants.models import Participant

BY = ("district", "organization")
MOST = 40  # groups in one picture; the smaller ones are folded into others
NAMED = 60  # people of one group who are drawn by name


@dataclass(frozen=True)
class Picture:
    """A circle.Node for each group, and circle.Chords between them."""

    nodes: list
    chords: list
    names: dict  # {number: name of a group}, of those that can be looked into
    inside: dict  # {number: connections within}

    @property
    def rows(self):
        """(Node, name or "", connections within)."""
        return [
            (node, self.names.get(node.number, ""), self.inside.get(node.number, 0)) for node in self.nodes
        ]

    @property
    def pairs(self):
        """(Node, Node, connections between them), the most first."""
        nodes = {node.number: node for node in self.nodes}
        return [(nodes[chord.first], nodes[chord.second], chord.count) for chord in self.chords]


def shown():
    """Return the people who show themselves on the map."""
    return Participant.objects.active().filter(on_map=True).order_by()


def connections():
    """Return the Connections that are on the map."""
    both = {
        "first__on_map": True,
        "second__on_map": True,
        "first__is_active": True,
        "second__is_active": True,
    }
    named = Connection.objects.of_named_spaces().filter(**both)
    return named.filter(hidden_by_first=False, hidden_by_second=False).order_by()


def of_all(by, others):
    """Return the Picture of all groups; `others` is the label of those that are folded. Two queries."""
    return _of_groups(shown(), connections(), by, others)


def _of_groups(people, links, by, others):
    sizes = {name: number for name, number in _counted(people, by) if name}
    names = _largest(sizes)
    groups = [(name, sizes[name]) for name in names]
    folded = sum(number for name, number in sizes.items() if name not in names)
    numbers = {name: number for number, name in enumerate(names, start=1)}
    if folded:
        groups.append((others, folded))
        numbers |= dict.fromkeys(sizes.keys() - numbers.keys(), len(groups))
    counts = Counter()
    fields = (f"first__{by}", f"second__{by}")
    for one, other, count in links.values_list(*fields).annotate(count=Count("pk")):
        if one in numbers and other in numbers:
            counts[tuple(sorted((numbers[one], numbers[other])))] += count
    return _picture(groups, counts, {numbers[name]: name for name in names})


def _counted(people, by):
    return people.values_list(by).annotate(count=Count("pk"))


def _largest(sizes):
    """Return the names of the groups that are drawn, in order: all, or the largest without the last place."""
    if len(sizes) > MOST:
        by_size = sorted(sizes, key=lambda name: (-sizes[name], name))[: MOST - 1]
        return sorted(by_size)
    return sorted(sizes)


def _picture(groups, counts, names):
    nodes = circle.nodes(groups)
    between = {pair: count for pair, count in counts.items() if pair[0] != pair[1]}
    within = {pair[0]: count for pair, count in counts.items() if pair[0] == pair[1]}
    return Picture(nodes, circle.chords(nodes, between), names, within)


# --- Inside one group


@dataclass(frozen=True)
class Inside:
    """The people of one group, and how many connections lead from it to which other group."""

    people: list
    picture: Picture
    outward: list  # (name of a group, connections), the most first


def inside(by, name, others):
    """Return the Inside of a group; None if nobody of it is on the map. Four queries.

    Where too many people are in it to name them, its picture is of what else they belong to; `others` is as
    of `of_all`.
    """
    people = list(shown().filter(**{by: name}).order_by("name", "pk")[: NAMED + 1])
    if not people:
        return None
    is_named = len(people) <= NAMED
    here = connections().filter(**{f"first__{by}": name, f"second__{by}": name})
    also = BY[1 - BY.index(by)]
    everybody = shown().filter(**{by: name})
    picture = _of_people(people, here) if is_named else _of_groups(everybody, here, also, others)
    outward = Counter()
    for field, other in (("first", "second"), ("second", "first")):
        leaving = connections().filter(**{f"{field}__{by}": name}).exclude(**{f"{other}__{by}": name})
        for group, count in leaving.values_list(f"{other}__{by}").annotate(count=Count("pk")):
            outward[group] += count
    ordered = sorted(
        ((group, count) for group, count in outward.items() if group), key=lambda one: (-one[1], one[0])
    )
    return Inside(people if is_named else [], picture, ordered)


def _of_people(people, here):
    numbers = {person.pk: number for number, person in enumerate(people, start=1)}
    counts = {
        tuple(sorted((numbers[one], numbers[other]))): 1
        for one, other in here.values_list("first", "second")
        if one in numbers and other in numbers  # somebody may have come since
    }
    return _picture([(str(person), 1) for person in people], counts, {})
