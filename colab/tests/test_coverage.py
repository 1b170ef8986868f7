"""docs/coverage.md: each row of what was asked for, with the page or mail where it is, looked at."""

import re
from dataclasses import dataclass

import pytest
from django.conf import settings

from colab.tests import places

pytestmark = pytest.mark.django_db

PAGE = settings.BASE_DIR / "docs" / "coverage.md"
ROWS = {"S0": 44, "S1": 41, "S2": 22, "S3": 44, "S4": 92}
PIECE = re.compile(r"`([^`]+)`")
NEVER, NOT_BUILT = "never: ", "not built"


@dataclass(frozen=True)
class Row:
    number: str
    asks: str
    where: str
    says: str

    @property
    def pieces(self):
        return [piece for piece in PIECE.findall(self.says) if not piece.startswith(NEVER)]

    @property
    def absent(self):
        return [piece.removeprefix(NEVER) for piece in PIECE.findall(self.says) if piece.startswith(NEVER)]


def rows(text):
    """Return the rows of the tables."""
    lines = [line for line in text.splitlines() if re.match(r"\| S\d", line)]
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines]


ALL = rows(PAGE.read_text())
BUILT = [row for row in ALL if row.where != NOT_BUILT]


def missing(row, text):
    """Yield what is wrong with a row, where a place has this text."""
    for piece in row.pieces:
        if " ".join(piece.split()) not in text:
            yield f"{row.number}, {row.where}: no “{piece}”"
    for word in row.absent:
        if word.casefold() in text.casefold():
            yield f"{row.number}, {row.where}: “{word}” stands there"


def test_every_row_is_there_once_and_in_order():
    numbers = [f"{text}-{number:02}" for text, last in ROWS.items() for number in range(1, last + 1)]

    assert [row.number for row in ALL] == numbers
    assert len(numbers) == 243


def test_every_row_says_what_it_asks_and_where_it_is_or_why_it_is_not_built():
    for row in ALL:
        assert row.asks, row.number
        if row.where == NOT_BUILT:
            assert len(row.says) > 30, row.number
            assert not PIECE.search(row.says), row.number
        else:
            assert row.pieces, row.number


def test_no_place_is_named_in_vain():
    named = {row.where for row in BUILT if not row.where.startswith(places.MAIL)}

    assert named == set(places.PLACES)


def test_one_reads_it_there(settings):
    settings.DEMONSTRATION = True
    settings.COLAB = settings.COLAB | {"hashtag": "#colab"}
    world = places.World()
    texts = {place: world.text_of(place) for place in sorted({row.where for row in BUILT})}

    assert [trouble for row in BUILT for trouble in missing(row, texts[row.where])] == []


def test_what_is_not_there_or_should_not_be_there_is_seen():
    row = Row("S9-01", "asks", "home", "`Learn` `never: panel` Partly: as far as it goes")

    assert list(missing(row, "Learn here")) == []
    assert len(list(missing(row, "No Panels"))) == 2
