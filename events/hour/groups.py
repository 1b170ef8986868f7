"""Groups of those who are here: from many places, of people who do not know one another. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pairs = frozenset[tuple[int, int]] | set[tuple[int, int]]  # of keys, the smaller first


@dataclass(frozen=True)
class Person:
    """`key` of the participant; `listens`: they came to listen."""

    key: int
    district: str = ""
    listens: bool = False


def made(people: Iterable[Person], size: int, acquainted: Pairs = frozenset()) -> list[list[int]]:
    """Return groups of keys, of `size` people or one more or less, none of one person alone.

    Greedy, and the same for the same people in whatever order: those who are acquainted with most choose
    first; each goes where they know nobody, then where somebody shares, then where nobody is of their
    district. Groups are in the order of their smallest key.
    """
    ordered = sorted(people, key=lambda person: person.key)
    capacities = _capacities(len(ordered), size)
    groups: list[list[Person]] = [[] for _ in capacities]
    for person in sorted(ordered, key=lambda one: (-_known(one, ordered, acquainted), one.listens, one.key)):
        _join(person, groups, capacities, acquainted)
    _mend(groups, acquainted)
    return sorted(sorted(person.key for person in group) for group in groups)


def with_latecomer(groups: Sequence[Sequence[int]], key: int) -> list[list[int]]:
    """Return the groups with somebody in the smallest one; unchanged if they are in one already."""
    copied = [list(group) for group in groups]
    if copied and not any(key in group for group in copied):
        min(copied, key=len).append(key)
    return copied


def without(groups: Sequence[Sequence[int]], gone: set[int]) -> list[list[int]]:
    """Return the groups without those who have left; whoever stays alone joins the smallest other group."""
    left = [[key for key in group if key not in gone] for group in groups]
    found = [group for group in left if len(group) > 1]
    alone = [key for group in left if len(group) == 1 for key in group]
    if not found:
        return [alone] if alone else []
    for key in alone:
        found = with_latecomer(found, key)
    return found


def _capacities(number: int, size: int) -> list[int]:
    """Return the sizes of groups for a number of people: near to `size`, as even as can be, none of one."""
    if number == 0:
        return []
    possible = [count for count in range(1, max(2, number // 2 + 1)) if number <= count * (size + 1)]
    count = min(possible, key=lambda count: abs(number / count - size))
    smaller, larger = divmod(number, count)
    return [smaller + (at < larger) for at in range(count)]


def _pair(one: Person, other: Person) -> tuple[int, int]:
    return min(one.key, other.key), max(one.key, other.key)


def _known(person: Person, people: Iterable[Person], acquainted: Pairs) -> int:
    return sum(_pair(person, other) in acquainted for other in people if other != person)


def _cost(person: Person, group: Sequence[Person], acquainted: Pairs) -> tuple[int, bool, int, int]:
    """Return what one more person costs a group: acquainted, listening alone, of one district, its size."""
    return (
        _known(person, group, acquainted),
        person.listens and bool(group) and all(one.listens for one in group),
        sum(bool(one.district) and one.district == person.district for one in group),
        len(group),
    )


def _join(person: Person, groups: list[list[Person]], capacities: Sequence[int], acquainted: Pairs) -> None:
    free = [at for at, group in enumerate(groups) if len(group) < capacities[at]]
    best = min(free, key=lambda at: (_cost(person, groups[at], acquainted), at))
    groups[best].append(person)


def _total(groups: Sequence[Sequence[Person]], acquainted: Pairs) -> tuple[int, int, int]:
    """Return the pairs who are acquainted, the groups of listeners alone, and the pairs of one district."""
    pairs = [(one, two) for group in groups for at, one in enumerate(group) for two in group[at + 1 :]]
    return (
        sum(_pair(one, two) in acquainted for one, two in pairs),
        sum(bool(group) and all(one.listens for one in group) for group in groups),
        sum(bool(one.district) and one.district == two.district for one, two in pairs),
    )


def _mend(groups: list[list[Person]], acquainted: Pairs) -> None:
    """Change two people for one another as long as that is better, in a fixed order."""
    while _mended(groups, acquainted):
        pass


def _mended(groups: list[list[Person]], acquainted: Pairs) -> bool:
    before = _total(groups, acquainted)
    places = [(at, seat) for at, group in enumerate(groups) for seat in range(len(group))]
    for one, seat in places:
        for two, other in places:
            if one < two:
                _swap(groups, one, seat, two, other)
                if _total(groups, acquainted) < before:
                    return True
                _swap(groups, one, seat, two, other)
    return False


def _swap(groups: list[list[Person]], one: int, seat: int, two: int, other: int) -> None:
    groups[one][seat], groups[two][other] = groups[two][other], groups[one][seat]
