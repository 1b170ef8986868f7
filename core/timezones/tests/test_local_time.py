"""Local instants, windows and crowds; the zone table is the pinned one."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timezones import local_time
from core.timezones.local_time import Crowd, local_instants, minute_of

ZONES = sorted(zone for zone in available_timezones() if zone.startswith(("America/", "Pacific/")))
minutes_of_two_years = st.integers(
    minute_of(datetime(2026, 6, 1, tzinfo=UTC)), minute_of(datetime(2028, 6, 1, tzinfo=UTC))
)


@pytest.mark.parametrize(
    ("wall_time", "zone", "expected"),
    [
        (datetime(2027, 1, 14, 14), "America/Toronto", ["19:00"]),
        (datetime(2027, 3, 14, 2, 30), "America/New_York", []),
        (datetime(2027, 3, 14, 3), "America/New_York", ["07:00"]),
        (datetime(2027, 11, 7, 1, 30), "America/New_York", ["05:30", "06:30"]),
        (datetime(2027, 11, 7, 2), "America/New_York", ["07:00"]),
        (datetime(2027, 3, 14, 2, 30), "America/Phoenix", ["09:30"]),
        (datetime(2027, 3, 14, 2, 30), "America/Vancouver", ["09:30"]),  # keeps UTC-7 since 2026
        (datetime(2027, 3, 14, 2, 30), "America/St_Johns", []),
        (datetime(2027, 11, 7, 1, 15), "America/St_Johns", ["03:45", "04:45"]),
        (datetime(2027, 4, 4, 2, 30), "America/Mexico_City", ["08:30"]),  # no daylight time since 2022
    ],
)
def test_local_instants_know_times_that_are_skipped_or_come_twice(wall_time, zone, expected):
    """Check R-TIME-GAPS."""
    assert [f"{instant:%H:%M}" for instant in local_instants(wall_time, zone)] == expected


def test_both_instants_of_a_doubled_time_carry_their_own_offset():
    zone = ZoneInfo("America/Winnipeg")  # its last autumn change was in 2025
    first, second = local_instants(datetime(2025, 11, 2, 1, 30), zone)

    assert [instant.astimezone(zone).utcoffset() for instant in (first, second)] == [
        timedelta(hours=-5),
        timedelta(hours=-6),
    ]


@given(minutes_of_two_years, st.sampled_from(ZONES))
def test_every_instant_is_among_the_instants_of_its_own_wall_time(minute, name):
    instant = local_time.as_instant(minute)
    wall_time = instant.astimezone(ZoneInfo(name)).replace(tzinfo=None)

    assert instant in local_instants(wall_time, name)


@given(minutes_of_two_years, st.sampled_from(ZONES))
def test_offsets_kept_by_day_equal_those_of_zoneinfo(minute, name):
    zone = ZoneInfo(name)
    expected = local_time.as_instant(minute).astimezone(zone).utcoffset()

    assert local_time.offset(zone, minute) * 60 == int(expected.total_seconds())


@given(minutes_of_two_years, st.lists(st.sampled_from(ZONES), max_size=6), st.integers(1, 60))
def test_a_crowd_counts_as_asking_each_of_its_people_would(minute, names, length):
    crowd = Crowd.of_people([(name, None) for name in names])
    one_by_one = sum(
        local_time.lies_in(*local_time.local_minute(ZoneInfo(name), minute, length), 8 * 60, 18 * 60)
        for name in names
    )

    assert crowd.number(minute, length) == one_by_one


@given(minutes_of_two_years, st.lists(st.sampled_from(ZONES), min_size=1, max_size=4), st.integers(1, 60))
def test_what_was_counted_in_one_week_is_right_in_every_other(minute, names, length):
    """Also over clock changes: one crowd asked for a year equals a new one asked each week."""
    people = [(name, None) for name in names]
    crowd = Crowd.of_people(people)
    for week in range(0, 52, 3):
        start = minute + week * local_time.WEEK
        assert crowd.number(start, length) == Crowd.of_people(people).number(start, length)


def test_numbers_are_remembered_within_bounds(monkeypatch):
    monkeypatch.setattr(local_time, "NUMBERS_KEPT", 10)
    crowd = Crowd.of_people([("America/Toronto", None)])

    numbers = [crowd.number(minute_of(datetime(2027, 1, 14, tzinfo=UTC)) + 30 * n, 60) for n in range(46)]

    assert sum(numbers) == 19  # 8:00 to 17:00
    assert len(crowd._numbers) <= 10


def test_a_naive_start_is_refused():
    with pytest.raises(ValueError, match="aware"):
        minute_of(datetime(2027, 1, 14, 19))


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (None, None),
        ((time(8), time(18)), None),  # what everybody begins with is not a choice
        ((time(9, 30), time(12)), (570, 720)),
        ((20, 4), (1200, 1680)),
        ((7.5, 24), (450, 1440)),
        ((time(0), time(0)), (0, 1440)),
    ],
)
def test_windows_become_minutes_of_the_day(window, expected):
    assert local_time.window_of(window) == expected
