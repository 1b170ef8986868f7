"""Bars below one another, each of one part or of several: plain values in, coordinates out.

In units of a picture WIDTH wide; all parts of one picture have the same scale.
"""

from dataclasses import dataclass

WIDTH = 800
ROW = 96  # of a line of text and a bar below it
TEXT, BAR = 34, 40  # where a line of text stands in its row, and how high a bar is
GAP = 4  # between parts
NARROWEST = 6  # of a part that is not nought
HOLDS_TEXT = 60  # width of a part with its number in it


@dataclass(frozen=True)
class Part:
    """`count` is what the picture and its table say."""

    count: int
    x: float
    width: float

    @property
    def middle(self):
        return round(self.x + self.width / 2, 1)

    @property
    def holds_text(self):
        return self.width >= HOLDS_TEXT


@dataclass(frozen=True)
class Bar:
    """`total` stands before the label; None where nothing may be said."""

    label: str
    total: int | None
    parts: list[Part]
    y: int

    @property
    def text_y(self):
        return self.y + TEXT

    @property
    def bar_y(self):
        return self.y + TEXT + 10

    @property
    def middle_y(self):
        return self.bar_y + BAR // 2


@dataclass(frozen=True)
class Bars:
    rows: list[Bar]
    width: int = WIDTH
    bar: int = BAR

    @property
    def height(self):
        return len(self.rows) * ROW


def bars(rows: list[tuple[str, list[int] | None]]) -> Bars:
    """Return a Bar for each (label, counts of its parts); None for counts of which nothing may be said."""
    known = [counts for _label, counts in rows if counts]
    most, parts = max(map(sum, known), default=0) or 1, max(map(len, known), default=1)
    scale = (WIDTH - parts * (GAP + NARROWEST)) / most
    return Bars([_bar(label, counts, scale, number * ROW) for number, (label, counts) in enumerate(rows)])


def _bar(label, counts, scale, y):
    if counts is None:
        return Bar(label, None, [], y)
    parts, x = [], 0.0
    for count in filter(None, counts):
        width = round(NARROWEST + scale * count, 1)
        parts.append(Part(count, round(x, 1), width))
        x += width + GAP
    return Bar(label, sum(counts), parts, y)
