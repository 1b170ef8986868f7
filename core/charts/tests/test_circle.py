"""Nodes stand on a circle, always in the same place, and never on one another."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts import circle

SIZES = st.lists(st.integers(1, 5000), min_size=1, max_size=40)


@given(SIZES)
def test_nodes_stand_apart_and_within_the_square(sizes):
    placed = circle.nodes([(f"Group {n}", size) for n, size in enumerate(sizes)])

    for node in placed:
        assert 0 <= node.x - node.r <= node.x + node.r <= circle.SIDE
        assert 0 <= node.y - node.r <= node.y + node.r <= circle.SIDE
    for one, other in combinations(placed, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r - 0.2


@given(SIZES)
def test_the_same_stands_in_the_same_place(sizes):
    groups = [(f"Group {n}", size) for n, size in enumerate(sizes)]
    assert circle.nodes(groups) == circle.nodes(list(groups))


def test_larger_is_larger_and_wider_is_wider():
    small, large = circle.nodes([("A", 2), ("B", 20)])
    thin, wide = circle.chords([small, large, *circle.nodes([("C", 1)] * 3)[2:]], {(1, 2): 1, (1, 3): 9})[
        ::-1
    ]

    assert small.r < large.r
    assert (thin.width, wide.width) == (circle.THINNEST, circle.WIDEST)


@pytest.mark.parametrize("groups", [[], [("Alone", 3)]])
def test_few_groups(groups):
    assert len(circle.nodes(groups)) == len(groups)
    assert circle.chords(circle.nodes(groups), {}) == []
