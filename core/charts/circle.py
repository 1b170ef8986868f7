"""Groups on a circle, with chords between them: plain values in, coordinates out, always the same ones.

No force and no chance: who looks again finds everything where it was. In a square of SIDE units.
"""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

SIDE = 800
RADIUS = 310  # of the circle on which the nodes stand
SMALLEST, LARGEST = 16, 44  # radius of a node
THINNEST, WIDEST = 3, 15  # width of a chord
TOP = -pi / 2


@dataclass(frozen=True)
class Node:
    """`number` is what stands in the picture and in its table; `size` what the table says of it."""

    number: int
    label: str
    size: int
    x: float
    y: float
    r: float


@dataclass(frozen=True)
class Chord:
    """A line between two nodes, by their numbers; its width grows with `count`."""

    first: int
    second: int
    count: int
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


def nodes(groups: list[tuple[str, int]]) -> list[Node]:
    """Return a Node for each (label, size), numbered from one, clockwise from the top."""
    largest = max((size for _label, size in groups), default=1)
    room = pi * RADIUS / max(len(groups), 1) * 0.9  # half of what one has of the circle
    placed = []
    for position, (label, size) in enumerate(groups):
        angle = TOP + 2 * pi * position / len(groups)
        r = min(max(LARGEST * sqrt(size / largest), SMALLEST), max(room, SMALLEST))
        x, y = (SIDE / 2 + RADIUS * turn(angle) for turn in (cos, sin))
        placed.append(Node(position + 1, label, size, round(x, 1), round(y, 1), round(r, 1)))
    return placed


def middle(label: str) -> Node:
    """Return the Node of a star, with number 0."""
    return Node(0, label, 1, SIDE / 2, SIDE / 2, LARGEST)


def chords(placed: list[Node], counts: dict[tuple[int, int], int]) -> list[Chord]:
    """Return a Chord for each {(number, number): count} of two nodes, the thin ones last: all are seen."""
    by_number = {node.number: node for node in placed}
    most = max(counts.values(), default=1)
    lines = []
    for (first, second), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        a, b = by_number[first], by_number[second]
        width = round(THINNEST + (WIDEST - THINNEST) * (count - 1) / max(most - 1, 1), 1)
        lines.append(Chord(first, second, count, a.x, a.y, b.x, b.y, width))
    return lines
