"""Bars and lines: what is twice as much is twice as long, and nothing leaves the picture."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.charts import bars, lines

counts = st.lists(st.integers(0, 10_000), min_size=1, max_size=4)


@given(st.lists(st.none() | counts, min_size=1, max_size=8))
def test_bars_stay_within_their_picture_and_keep_their_order(rows):
    drawn = bars.bars([(str(at), row) for at, row in enumerate(rows)])
    assert drawn.height == len(rows) * bars.ROW
    for bar, row in zip(drawn.rows, rows, strict=True):
        assert [part.count for part in bar.parts] == [count for count in row or [] if count]
        assert bar.total == (None if row is None else sum(row))
        edges = [edge for part in bar.parts for edge in (part.x, part.x + part.width)]
        assert edges == sorted(edges)
        assert max(edges, default=0) <= bars.WIDTH + 1
        assert all(part.width >= bars.NARROWEST for part in bar.parts)


def test_what_is_twice_as_much_is_about_twice_as_long():
    one, two = bars.bars([("one", [40]), ("two", [80])]).rows
    assert abs(2 * one.parts[0].width - two.parts[0].width) <= 2 * bars.NARROWEST


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_lines_go_up_where_their_values_do(values):
    [line] = lines.lines([("share", values)]).lines
    heights = [-point.y for point in line.points]
    assert sorted(range(len(values)), key=lambda at: values[at]) == sorted(
        range(len(values)), key=lambda at: heights[at]
    )
    assert all(lines.TOP <= point.y <= lines.BOTTOM for point in line.points)
    assert line.text_x <= lines.WIDTH


@given(st.lists(st.none() | st.integers(0, 100), max_size=12))
def test_a_line_has_a_gap_where_there_is_no_value_and_none_is_drawn_without_any(values):
    drawn = lines.lines([("share", values)]).lines
    assert [point.value for line in drawn for point in line.points] == [
        one for one in values if one is not None
    ]
    gaps = sum(one is None and two is not None for one, two in pairwise([None, *values]))
    assert sum(len(line.paths) for line in drawn) == gaps
