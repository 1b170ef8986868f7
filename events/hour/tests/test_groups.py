"""Groups: everybody once, evenly, from many places, of people who do not know one another."""

import random

from hypothesis import given
from hypothesis import strategies as st

from events.hour import groups
from events.hour.groups import Person

PEOPLE = st.lists(
    st.builds(Person, st.integers(1, 99), st.sampled_from(["", "North", "South", "East"]), st.booleans()),
    min_size=1,
    max_size=10,
    unique_by=lambda person: person.key,
)
SIZES = st.sampled_from([2, 3, 4, 5])


def pairs_of(found):
    return {(min(a, b), max(a, b)) for group in found for a in group for b in group if a != b}


@given(PEOPLE, SIZES)
def test_everybody_is_in_one_group_and_nobody_is_alone(people, size):
    found = groups.made(people, size)

    assert sorted(key for group in found for key in group) == sorted(person.key for person in people)
    lengths = [len(group) for group in found]
    assert max(lengths) - min(lengths) <= 1
    assert min(lengths) > 1 or len(people) == 1
    assert max(lengths) <= size + 1


@given(PEOPLE, SIZES, st.randoms(use_true_random=False))
def test_the_same_people_make_the_same_groups_in_whatever_order(people, size, chance):
    acquainted = {(people[0].key, people[-1].key)}
    shuffled = people[:]
    chance.shuffle(shuffled)

    assert groups.made(shuffled, size, acquainted) == groups.made(people, size, acquainted)


def test_pairs_of_an_odd_number_have_one_group_of_three():
    assert sorted(len(group) for group in groups.made(map(Person, range(1, 8)), 2)) == [2, 2, 3]


def test_who_is_connected_already_is_parted():
    people = [Person(key) for key in range(1, 9)]
    acquainted = {(1, 2), (3, 4), (5, 6), (7, 8)}

    assert not pairs_of(groups.made(people, 4, acquainted)) & {(1, 2), (3, 4), (5, 6)} - {(7, 8)}
    assert not pairs_of(groups.made(people, 2, acquainted)) & acquainted


def test_districts_are_mixed():
    people = [Person(key, "North" if key <= 4 else "South") for key in range(1, 9)]

    assert all(sum(key <= 4 for key in group) == 2 for group in groups.made(people, 4))


def test_listeners_are_with_people_who_share():
    """Check R-LISTENERS."""
    people = [Person(key, listens=key <= 4) for key in range(1, 9)]

    assert all(any(key > 4 for key in group) for group in groups.made(people, 2))


def test_it_is_better_than_chance():
    chance = random.Random(7)
    mixed = by_chance = 0
    for _ in range(50):
        people = [Person(key, chance.choice("ABC")) for key in range(10)]
        acquainted = {tuple(sorted(chance.sample(range(10), 2))) for _ in range(8)}
        mixed += len(pairs_of(groups.made(people, 3, acquainted)) & acquainted)
        keys = chance.sample(range(10), 10)
        by_chance += len(pairs_of([keys[:3], keys[3:6], keys[6:]]) & acquainted)

    assert mixed < by_chance / 4


@given(PEOPLE, SIZES)
def test_a_latecomer_joins_the_smallest_group(people, size):
    found = groups.made(people, size)

    later = groups.with_latecomer(found, 500)

    assert groups.with_latecomer(later, 500) == later
    assert min(len(group) for group in found) + 1 == next(len(group) for group in later if 500 in group)


@given(PEOPLE, SIZES, st.sets(st.integers(0, 20)))
def test_whoever_stays_alone_joins_the_smallest_group(people, size, places):
    keys = [person.key for person in people]
    gone = {key for at, key in enumerate(keys) if at in places}

    left = groups.without(groups.made(people, size), gone)

    assert sorted(key for group in left for key in group) == sorted(set(keys) - gone)
    assert all(len(group) > 1 for group in left) or len(left) == 1
