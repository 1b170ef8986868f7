"""Groups of few people are folded, so that nothing and no remainder tells of few."""

from hypothesis import given
from hypothesis import strategies as st

from core.few import FEWEST
from learning.value.few import folded

rows = st.lists(
    st.tuples(st.sampled_from(["North", "South", "East", "West", ""]), st.integers(1, 12)), max_size=60
)


@given(rows)
def test_no_part_and_no_remainder_tells_of_few_people(found):
    """Check R-NOT-UNDER-FOUR: whoever takes the parts from the whole learns of four people or of nobody."""
    parts = folded(found)
    named = {part.label for part in parts if part.label}
    rest = [person for label, person in found if label not in named]
    assert all(part.people >= FEWEST for part in parts)
    assert len(set(rest)) >= FEWEST or not rest or not named
    assert len({part.label for part in parts}) == len(parts)


@given(rows)
def test_parts_add_up_to_what_is_shown(found):
    parts = folded(found)
    if any(not part.label for part in parts):
        assert sum(part.amount for part in parts) == len(found)
    for part in parts:
        if part.label:
            of_it = [person for label, person in found if label == part.label]
            assert (part.amount, part.people) == (len(of_it), len(set(of_it)))


def test_as_many_groups_are_named_as_a_picture_holds():
    found = [(f"District {n:02}", person) for n in range(30) for person in range(n, n + 5)]
    parts = folded(found)
    assert [part.label for part in parts] == [*(f"District {n:02}" for n in range(12)), ""]
    assert parts[-1].amount == 18 * 5


def test_a_large_group_is_named_and_small_ones_stand_together():
    found = [("North", n) for n in range(6)] + [("South", 7), ("East", 8), ("West", 9), ("", 10)]
    assert [(part.label, part.amount) for part in folded(found)] == [("North", 6), ("", 4)]
    assert folded(found[:8]) == folded([("", person) for _label, person in found[:8]])
