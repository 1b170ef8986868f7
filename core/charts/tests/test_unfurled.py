"""Pictures with which links unfurl: their size, and that numbers alone make them."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.charts import unfurled

SMALL = 60_000  # bytes: some readers of links take no large ones


def read(content):
    return Image.open(BytesIO(content))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 1439), st.integers(1, 60), st.integers(1, 10), st.data())
def test_each_hour_has_a_picture_of_the_size_that_is_asked_for(start, minutes, seats, data):
    """Check R-UNFURLS."""
    content = unfurled.hour(start, minutes, data.draw(st.integers(0, seats)), seats)

    picture = read(content)
    assert (picture.format, picture.size) == ("PNG", unfurled.SIZE)
    assert len(content) < SMALL


@pytest.mark.parametrize("number", [0, 1, 2, 7, 40, 10_000])
def test_any_number_fits(number):
    for content in (unfurled.around(number), unfurled.sheets(number, number), unfurled.sheets(0, number)):
        assert read(content).size == unfurled.SIZE
        assert len(content) < SMALL


def test_another_number_is_another_picture():
    assert unfurled.hour(600, 60, 4, 10) == unfurled.hour(600, 60, 4, 10)
    assert len({unfurled.hour(600, 60, taken, 10) for taken in range(11)}) == 11
    assert len({unfurled.around(number) for number in range(9)}) == 9
