"""Shares over time as lines: plain values in, coordinates out. In units of a picture WIDTH by HEIGHT."""

from dataclasses import dataclass
from itertools import groupby

WIDTH, HEIGHT = 800, 400
LEFT, RIGHT, TOP, BOTTOM = 20, 90, 40, 340  # of the field in which the lines run
WHOLE = 100  # percent
BESIDE = 18  # between the last point and its number


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    value: int  # percent


@dataclass(frozen=True)
class Line:
    """One thing over time, in the order of its points."""

    label: str
    runs: list[list[Point]]  # between two of them something is not told

    @property
    def points(self):
        return [point for run in self.runs for point in run]

    @property
    def paths(self):
        """Coordinates of each run, as SVG writes them."""
        return [" ".join(f"{point.x},{point.y}" for point in run) for run in self.runs]

    @property
    def last(self):
        return self.runs[-1][-1]

    @property
    def text_x(self):
        """Where its last value stands as a number."""
        return self.last.x + BESIDE


@dataclass(frozen=True)
class Lines:
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT
    top: int = TOP  # where the whole is
    bottom: int = BOTTOM  # where nothing is


def lines(series: list[tuple[str, list[int | None]]]) -> Lines:
    """Return a Line for each (label, percent at each time); all have as many.

    None leaves a gap; what has no value at all has no line.
    """
    return Lines([Line(label, runs) for label, values in series if (runs := _runs(values))])


def _runs(values):
    known = groupby(range(len(values)), key=lambda at: values[at] is not None)
    return [[_point(at, values) for at in places] for is_known, places in known if is_known]


def _point(at, values):
    step = (WIDTH - LEFT - RIGHT) / max(len(values) - 1, 1)
    y = BOTTOM - (BOTTOM - TOP) * values[at] / WHOLE
    return Point(round(LEFT + step * at, 1), round(y, 1), values[at])
