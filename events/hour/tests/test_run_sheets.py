"""The ready run sheets, and the arithmetic of minutes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.hour import run_sheets
from events.hour.cards import CARDS
from events.hour.run_sheets import RUN_SHEETS
from forums import kinds

MINUTES = st.lists(st.integers(1, 60), min_size=1, max_size=12)


@pytest.mark.parametrize("name", RUN_SHEETS)
def test_a_ready_run_sheet_fills_its_hour(name):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    assert RUN_SHEETS[name].minutes == (55 if name == "circle" else 60)
    assert {method for method, _minutes in RUN_SHEETS[name].steps} <= CARDS.keys()


def test_every_kind_of_space_proposes_one_that_exists():
    """Check R-ALWAYS-A-RUN-SHEET."""
    assert {rules.run_sheet for rules in kinds.RULES.values()} <= RUN_SHEETS.keys()


def test_there_are_eighteen_cards():
    assert len(CARDS) == 18


@given(MINUTES, st.integers(1, 60))
def test_scaled_steps_fit_and_none_is_longer(minutes, available):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    fitted = run_sheets.scaled(minutes, available)

    assert sum(fitted) == min(sum(minutes), available)
    assert all(after <= before for after, before in zip(fitted, minutes, strict=True))
    assert all(fitted) or len(minutes) > available


@given(MINUTES, st.data(), st.integers(1, 20))
def test_extra_minutes_come_from_the_steps_that_follow(minutes, data, extra):
    """Check R-EXTRA-MINUTES."""
    at = data.draw(st.integers(0, len(minutes) - 1))

    changed, got = run_sheets.extended(minutes, at, extra)

    assert sum(changed) == sum(minutes)
    assert changed[:at] == minutes[:at]
    assert changed[at] == minutes[at] + got
    assert changed[-1] >= min(minutes[-1], 3)


@given(MINUTES, st.integers(-5, 800))
def test_the_clock_names_one_step_at_each_instant(minutes, elapsed):
    """Check R-BY-THE-CLOCK."""
    start = datetime(2027, 1, 14, 19, tzinfo=UTC)
    now = start + timedelta(minutes=elapsed)

    place = run_sheets.by_the_clock(minutes, start, now)

    assert (place.index is None) == (elapsed < 0 or elapsed >= sum(minutes))
    if place.index is not None:
        assert place.began_at <= now < place.until
        assert place.until - place.began_at == timedelta(minutes=minutes[place.index])
