"""Numbers by group of which none tells of few people, nor does what remains (R-NOT-UNDER-FOUR)."""

from collections import defaultdict
from dataclasses import dataclass

from core.few import FEWEST

MOST = 12  # groups that are named


@dataclass(frozen=True)
class Part:
    """How many rows of a group; `label` "" is all groups that are not named, together."""

    label: str
    amount: int
    people: int


def folded(rows):
    """Return Parts of [(label, person)], the largest first, MOST at most; the others are folded into one.

    Whoever knows the whole could work out what is left: so that, too, is of FEWEST people or of nobody. The
    smallest groups are folded in until it is.
    """
    amounts, people = defaultdict(int), defaultdict(set)
    for label, person in rows:
        amounts[label] += 1
        people[label].add(person)
    by_people = sorted((label for label in amounts if label), key=lambda one: (-len(people[one]), one))
    named, rest = by_people[:MOST], [label for label in amounts if not label] + by_people[MOST:]
    while named and (len(people[named[-1]]) < FEWEST or 0 < len(_together(people, rest)) < FEWEST):
        rest.append(named.pop())
    parts = [Part(label, amounts[label], len(people[label])) for label in named]
    others = Part("", sum(amounts[label] for label in rest), len(_together(people, rest)))
    shown = parts if others.people < FEWEST else [*parts, others]
    return sorted(shown, key=lambda part: (not part.label, -part.amount, part.label))


def _together(people, labels):
    return set().union(*(people[label] for label in labels))
