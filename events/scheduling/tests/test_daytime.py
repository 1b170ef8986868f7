"""Daytime by zone, shares of North America, and the verdict on a start."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timezones.local_time import Crowd, minute_of
from events.scheduling import daytime, population
from events.scheduling.zone_table import suits_at, zone_rows

WINTER, SUMMER = date(2027, 1, 13), date(2027, 7, 14)

# Part of North America (percent) for whom an hour from this UTC time is comfortable or daytime.
TABLE = [
    (13, 0, 0.5, 37.2, 36.5, 57.0),
    (15, 0, 80.1, 87.7, 83.6, 99.56),
    (17, 0, 99.56, 99.71, 99.71, 99.71),
    (19, 0, 100.0, 100.0, 99.9, 100.0),
    (19, 30, 100.0, 100.0, 99.51, 100.0),
    (21, 0, 99.51, 99.9, 63.5, 99.51),
    (23, 0, 19.9, 62.8, 16.4, 43.0),
]
CASES = [
    (day, hour, minute, share, percent)
    for hour, minute, *percents in TABLE
    for (day, share), percent in zip(
        [(WINTER, "comfortable"), (WINTER, "daytime"), (SUMMER, "comfortable"), (SUMMER, "daytime")],
        percents,
        strict=True,
    )
]


def utc(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), UTC)


def suits(zone, start, window=None):
    return suits_at(zone, minute_of(start), 60, window)


@pytest.mark.parametrize(("day", "hour", "minute", "share", "percent"), CASES)
def test_the_share_of_north_america_is_that_of_the_table(day, hour, minute, share, percent):
    judged = daytime.verdict(utc(day, hour, minute), 60)

    assert 100 * getattr(judged, share) == pytest.approx(percent, abs=0.1)


def test_the_population_table_says_where_it_comes_from():
    assert "Statistics Canada" in population.SOURCE.read_text()
    assert sum(population.CORE.values()) == 493_722_032


def test_a_share_can_be_computed_for_any_population():
    minute = minute_of(utc(WINTER, 19))

    assert Crowd.of_population({"America/Toronto": 3, "Asia/Kathmandu": 1}).share(minute, 60) == 0.75
    assert Crowd.of_population({}).share(minute, 60) == 0.0


@pytest.mark.parametrize(
    ("zone", "start", "fits"),
    [
        ("America/Toronto", utc(WINTER, 13), True),  # 8:00 to 9:00
        ("America/Toronto", utc(WINTER, 12, 59), False),
        ("America/Toronto", utc(WINTER, 22), True),  # until 18:00 sharp
        ("America/Toronto", utc(WINTER, 22, 1), False),
        ("America/St_Johns", utc(WINTER, 11, 30), True),  # 8:00 at UTC-3:30
        ("America/St_Johns", utc(WINTER, 11), False),
        ("Pacific/Honolulu", utc(WINTER, 18), True),
        ("Pacific/Honolulu", utc(WINTER, 17, 30), False),
        ("Pacific/Honolulu", utc(date(2027, 1, 16), 1), True),  # still Friday there
        ("America/Toronto", utc(date(2027, 1, 16), 19), False),  # Saturday
        ("America/Toronto", utc(date(2027, 3, 12), 13), True),  # the Friday before the clocks change
        ("America/Toronto", utc(date(2027, 3, 15), 12), True),  # the Monday after: 8:00 comes an hour earlier
        ("America/Toronto", utc(date(2027, 3, 12), 12), False),
        ("Asia/Kathmandu", utc(WINTER, 19), False),
    ],
)
def test_a_start_suits_when_the_whole_hour_is_daytime(zone, start, fits):
    """Check R-DAYTIME."""
    assert suits(zone, start) is fits


@pytest.mark.parametrize(
    ("local_hour_utc", "fits"), [(20, False), (21, True), (23, True), (28, True), (29, False)]
)
def test_a_night_owls_window_runs_past_midnight(local_hour_utc, fits):
    start = utc(date(2027, 1, 15), 0) + timedelta(hours=local_hour_utc + 4)  # Friday in Toronto, UTC-5
    window = (time(20), time(4))

    assert suits("America/Toronto", start, window) is fits


def test_a_window_that_was_set_replaces_daytime():
    early_bird = (time(6), time(14))

    assert suits("America/Toronto", utc(WINTER, 11), early_bird)
    assert not suits("America/Toronto", utc(WINTER, 19), early_bird)


# --- The verdict


def test_a_friendly_start_has_nothing_wrong_with_it():
    people = [("America/Toronto", None), ("Pacific/Honolulu", None)]

    judged = daytime.verdict(utc(WINTER, 19), 60, people)

    assert (judged.is_friendly, judged.codes) == (True, [])
    assert (judged.suited, judged.people, judged.daytime, judged.comfortable) == (2, 2, 1.0, 1.0)


@pytest.mark.parametrize(
    ("start", "people", "codes"),
    [
        (utc(WINTER, 13), [], ["north_america"]),
        (utc(WINTER, 13), ["Pacific/Honolulu"], ["north_america", "people"]),
        (utc(WINTER, 13), ["America/Toronto"], ["north_america"]),
        (utc(WINTER, 19), ["Asia/Kathmandu"], ["people"]),
        (utc(WINTER, 19), ["Asia/Kathmandu", "America/Toronto"], ["people"]),  # half is not more than half
        (utc(WINTER, 19), ["Asia/Kathmandu", "America/Toronto", "America/Regina"], []),
        (utc(date(2027, 1, 16), 19), [], ["weekend"]),
    ],
)
def test_what_is_wrong_with_a_start_has_a_code(start, people, codes):
    assert daytime.verdict(start, 60, [(zone, None) for zone in people]).codes == codes


def test_each_problem_is_a_sentence_with_its_figures():
    people = [("Pacific/Honolulu", None), ("America/Anchorage", None), ("America/Toronto", None)]
    north_america, suggested = daytime.verdict(utc(WINTER, 13), 60, people).problems
    (weekend,) = daytime.verdict(utc(date(2027, 1, 16), 19), 60).problems

    assert "37%" in north_america.text
    assert "1 of the 3 people" in suggested.text
    assert "100%" in weekend.text


@pytest.mark.parametrize(
    ("number", "total", "expected"), [(0, 0, 0), (0, 9, 0), (9, 9, 100), (999, 1000, 99), (1, 1000, 1)]
)
def test_a_percentage_says_all_and_nobody_only_when_it_is_so(number, total, expected):
    assert daytime.percent_of(number, total) == expected


# --- One start on all clocks


def rows_by_zone(start, **kwargs):
    return {zone: row for row in zone_rows(start, 60, **kwargs) for zone in row.zones}


def test_rows_join_cities_whose_clocks_agree():
    row = rows_by_zone(utc(WINTER, 19))["America/Toronto"]

    assert row.zone == "America/New_York"
    assert (f"{row.starts:%H:%M}", f"{row.ends:%H:%M}", row.band) == ("14:00", "15:00", "comfortable")
    assert row.cities[:2] == ["New York", "Toronto"]


def test_rows_run_from_east_to_west_and_hold_all_of_north_america():
    rows = zone_rows(utc(SUMMER, 19), 60)
    offsets = [row.starts.utcoffset() for row in rows]

    assert offsets == sorted(set(offsets), reverse=True)
    assert sum(row.share for row in rows) == pytest.approx(1)


@pytest.mark.parametrize(
    "day",
    [WINTER, SUMMER, date(2027, 3, 10), date(2027, 3, 17), date(2027, 10, 31), date(2027, 11, 7)],
)
def test_every_zone_of_the_population_has_its_clock_in_a_row(day):
    start = utc(day, 19)
    clocks = {row.starts.utcoffset() for row in zone_rows(start, 60)}

    assert {start.astimezone(ZoneInfo(zone)).utcoffset() for zone in population.CORE} <= clocks


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("America/St_Johns", "15:30 comfortable", "16:30 daytime"),
        ("America/Halifax", "15:00 comfortable", "16:00 comfortable"),
        ("America/Cancun", "14:00 comfortable", "14:00 comfortable"),
        ("America/Winnipeg", "14:00 comfortable", "14:00 comfortable"),
        ("America/Regina", "13:00 comfortable", "13:00 comfortable"),
        ("America/Mexico_City", "13:00 comfortable", "13:00 comfortable"),
        ("America/Phoenix", "12:00 comfortable", "12:00 comfortable"),
        ("America/Whitehorse", "12:00 comfortable", "12:00 comfortable"),
        ("America/Vancouver", "12:00 comfortable", "12:00 comfortable"),
        ("America/Tijuana", "11:00 comfortable", "12:00 comfortable"),
        ("Pacific/Honolulu", "09:00 comfortable", "09:00 comfortable"),
    ],
)
def test_winter_and_summer_clocks_of_cities_that_are_easily_wrong(zone, winter, summer):
    found = [rows_by_zone(utc(day, 19))[zone] for day in (WINTER, SUMMER)]

    assert [f"{row.starts:%H:%M} {row.band}" for row in found] == [winter, summer]


def test_the_days_between_two_countries_clock_changes():
    """Mexico stays, the United States change on 14 March 2027, Havana on the same day at another hour."""
    before, after = rows_by_zone(utc(date(2027, 3, 12), 19)), rows_by_zone(utc(date(2027, 3, 15), 19))

    assert before["America/Chicago"] is before["America/Mexico_City"]
    assert after["America/Chicago"] is not after["America/Mexico_City"]


@pytest.mark.parametrize(
    ("hour", "band"),
    [
        (10, "night"),
        (11, "early"),
        (13, "daytime"),
        (14, "comfortable"),
        (22, "daytime"),
        (23, "late"),
        (26, "late"),
        (27, "night"),
    ],
)
def test_the_band_says_what_an_hour_is_like(hour, band):
    start = utc(WINTER, 0) + timedelta(hours=hour)

    assert rows_by_zone(start)["America/Toronto"].band == band


def test_another_date_is_counted_from_the_date_at_home():
    start = utc(date(2027, 1, 14), 5)
    rows = rows_by_zone(start, home="Pacific/Honolulu", people=[("Asia/Kathmandu", None)])

    assert [rows[zone].shift for zone in ("Pacific/Honolulu", "America/Toronto", "Asia/Kathmandu")] == [
        0,
        1,
        1,
    ]
    assert rows_by_zone(start)["Pacific/Honolulu"].shift == 0


def test_a_row_counts_the_people_there_and_whom_it_suits():
    people = [("America/Toronto", None), ("America/Detroit", (time(6), time(10))), ("Asia/Kathmandu", None)]
    rows = rows_by_zone(utc(WINTER, 19), people=people)

    assert (rows["America/New_York"].people, rows["America/New_York"].suited) == (2, 1)
    assert (rows["Asia/Kathmandu"].zones, rows["Asia/Kathmandu"].suited) == (("Asia/Kathmandu",), 0)


def test_a_city_stands_once_in_its_row_however_many_people_live_there():
    people = [("America/Regina", None), ("America/Regina", None), ("America/Swift_Current", None)]

    names = rows_by_zone(utc(WINTER, 19), people=people)["America/Regina"].zones

    assert len(names) == len(set(names))
    assert "America/Swift_Current" not in names


def test_rows_name_offset_and_city_without_abbreviations():
    rows = rows_by_zone(utc(WINTER, 19))

    assert (rows["America/Toronto"].city, rows["America/Toronto"].offset) == ("New York", "UTC−5")
    assert rows["America/St_Johns"].offset == "UTC−3:30"


@given(st.permutations(["America/Toronto", "America/Regina", "Pacific/Honolulu", "Asia/Kathmandu"] * 2))
def test_the_order_of_people_changes_nothing(zones):
    people = [(zone, None) for zone in zones]

    assert daytime.verdict(utc(WINTER, 15), 60, people) == daytime.verdict(utc(WINTER, 15), 60, people[::-1])


def test_zones_are_taken_by_name_or_as_zoneinfo():
    by_name, as_zone = [("America/Regina", None)], [(ZoneInfo("America/Regina"), (time(8), time(18)))]
    start = utc(WINTER, 19)

    assert daytime.verdict(start, 60, by_name) == daytime.verdict(start, 60, as_zone)
    assert zone_rows(start, 60, by_name) == zone_rows(start, 60, as_zone)


@pytest.mark.parametrize(
    ("number", "total", "words"),
    [
        (0, 1, "It does not suit the person who suggested the topic."),
        (0, 3, "It suits none of the 3 people who suggested the topic; it should suit more than half."),
        (1, 3, "It suits 1 of the 3 people who suggested the topic; it should suit more than half."),
    ],
)
def test_nobody_is_not_counted_as_zero(number, total, words):
    assert daytime.Problem("nominators", number, total).text == words
