"""Holidays warn by name, each on the date of the people it is about."""

from datetime import UTC, date, datetime

import pytest

from events.scheduling.holidays import Holiday, holidays_at, names_on


@pytest.mark.parametrize(
    ("day", "country", "region", "language", "names"),
    [
        (date(2027, 6, 24), "CA", "QC", "fr", ["Fête nationale du Québec"]),
        (date(2027, 6, 24), "CA", "ON", "fr", []),
        (date(2027, 6, 24), "CA", "Québec", "en", ["Saint Jean Baptiste Day"]),
        (date(2027, 10, 11), "CA", "", "en", ["Thanksgiving Day"]),
        (date(2027, 9, 16), "MX", "", "es", ["Día de la Independencia"]),
        (date(2027, 9, 16), "MX", "JAL", "en", ["Independence Day"]),
        (date(2027, 11, 25), "US", "", "fr", ["Thanksgiving Day"]),
        (date(2027, 3, 26), "US", "US-HI", "en", ["Prince Jonah Kuhio Kalanianaole Day"]),
        (date(2027, 3, 26), "US", "nowhere", "en", []),
        (date(2027, 7, 14), "FR", "", "fr", []),
        (date(2027, 7, 14), "", "", "en", []),
    ],
)
def test_holidays_of_a_country_and_its_regions(day, country, region, language, names):
    assert list(names_on(day, country, region, language)) == names


def test_a_start_falls_on_the_holidays_of_each_nation():
    """Check R-HOLIDAYS-WARN."""
    start = datetime(2027, 10, 11, 19, tzinfo=UTC)

    assert holidays_at(start) == [
        Holiday("CA", date(2027, 10, 11), "Thanksgiving Day"),
        Holiday("US", date(2027, 10, 11), "Columbus Day"),
    ]


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 12, 24), "Christmas Eve"), (date(2026, 12, 31), "New Year’s Eve")]
)
def test_the_eves_on_which_offices_close_warn_too(day, name):
    """Check R-HOLIDAYS-WARN."""
    start = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)

    assert [(found.where, found.name) for found in holidays_at(start)] == [
        ("CA", name),
        ("MX", name),
        ("US", name),
    ]
    assert holidays_at(start, [("America/Chicago", "US", "TX")])[-1].where == "US"


@pytest.mark.parametrize("day", [date(2026, 12, 23), date(2026, 12, 30), date(2027, 11, 24)])
def test_the_days_before_other_holidays_do_not(day):
    assert holidays_at(datetime(day.year, day.month, day.day, 17, tzinfo=UTC)) == []


def test_an_eve_that_is_a_holiday_is_named_once():
    """31 December 2027 is the New Year's Day that is observed in the United States."""
    found = holidays_at(datetime(2027, 12, 31, 17, tzinfo=UTC))

    assert [(one.where, one.name) for one in found if one.where == "US"] == [
        ("US", "New Year's Day (observed)")
    ]


def test_regions_of_people_are_named_once():
    start = datetime(2027, 6, 24, 19, tzinfo=UTC)
    places = [("America/Toronto", "CA", "QC")] * 2 + [("America/St_Johns", "CA", "nl")]

    (found,) = holidays_at(start, places, "fr")

    assert (found.name, found.where) == ("Fête nationale du Québec", "CA-QC")


def test_a_nation_wide_holiday_is_not_repeated_for_its_regions():
    start = datetime(2027, 7, 1, 19, tzinfo=UTC)

    assert [found.where for found in holidays_at(start, [("America/Toronto", "CA", "ON")])] == ["CA"]


def test_the_date_is_the_local_one():
    """3:00 UTC on 2 January is still New Year's Day on all three clocks."""
    late_evening = datetime(2027, 1, 2, 3, tzinfo=UTC)

    assert [found.country for found in holidays_at(late_evening)] == ["CA", "MX", "US"]
