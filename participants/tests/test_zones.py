"""Times as people read them: in their zone, by the clock of their language (rules 5 and 8)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.utils import timezone, translation

from participants import regions, zones

WINTER = datetime(2027, 1, 14, 19, tzinfo=UTC)
SUMMER = datetime(2027, 7, 14, 19, tzinfo=UTC)


def rendered(source, zone="America/Toronto", language="en", **context):
    with timezone.override(ZoneInfo(zone)), translation.override(language):
        return Template(source).render(Context(context)).replace("\u202f", " ").replace("\xa0", " ")


# --- The table of zones


def test_the_process_reads_the_pinned_table():
    zones.check_rules_are_current()


def test_an_older_table_stops_the_process_with_what_to_do(monkeypatch):
    monkeypatch.setattr(zones, "WITNESSES", {"America/Vancouver": -8})

    with pytest.raises(ImproperlyConfigured, match="Install the pinned tzdata package"):
        zones.check_rules_are_current()


# --- Words


@pytest.mark.parametrize(
    ("zone", "instant", "offset"),
    [
        ("America/Toronto", WINTER, "UTC−5"),
        ("America/Toronto", SUMMER, "UTC−4"),
        ("America/St_Johns", WINTER, "UTC−3:30"),
        ("America/Vancouver", datetime(2026, 12, 15, 12, tzinfo=UTC), "UTC−7"),
        ("Asia/Kathmandu", WINTER, "UTC+5:45"),
        ("UTC", WINTER, "UTC"),
    ],
)
def test_an_offset_is_the_one_of_the_date_spoken_of(zone, instant, offset):
    assert zones.offset(instant, zone) == offset


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Thursday, January 14, 2027, 2:00 p.m., Toronto (UTC−5)"),
        ("fr", "jeudi 14 janvier 2027, 14 h 00, Toronto (UTC−5)"),
        ("es", "jueves, 14 de enero de 2027, 2:00 p.m., Toronto (UTC−5)"),
    ],
)
def test_a_time_in_a_message_names_its_zone_in_the_readers_language(language, words):
    assert rendered("{% when_text instant %}", language=language, instant=WINTER) == words


def test_a_time_on_a_page_is_also_for_machines():
    assert rendered("{% when instant %}", zone="America/St_Johns", instant=WINTER) == (
        '<time datetime="2027-01-14T19:00:00Z">'
        "Thursday, January 14, 2027, 3:30 p.m., Saint John’s (UTC−3:30)</time>"
    )


def test_another_zone_can_be_named():
    words = rendered("{% when_text instant there %}", instant=WINTER, there=ZoneInfo("America/Mexico_City"))

    assert words == "Thursday, January 14, 2027, 1:00 p.m., Mexico City (UTC−6)"


def test_the_day_is_the_readers():
    late = datetime(2027, 1, 15, 3, tzinfo=UTC)

    assert rendered("{% day instant %}", instant=late) == (
        '<time datetime="2027-01-15T03:00:00Z">January 14, 2027</time>'
    )
    assert rendered("{% hour instant %}", instant=late) == (
        '<time datetime="2027-01-15T03:00:00Z">10:00 p.m. Toronto (UTC−5)</time>'
    )


@pytest.mark.parametrize(
    ("language", "city"), [("en", "Saint John’s"), ("fr", "St. John’s"), ("es", "San Juan de Terranova")]
)
def test_a_zone_is_named_by_its_city_in_the_readers_language(language, city):
    assert rendered("{{ there|city }}", language=language, there=ZoneInfo("America/St_Johns")) == city


# --- The list to choose from


def offered():
    return [[name for name, _label in group] for _heading, group in zones.choices()]


def test_our_zones_come_first_and_each_stands_once():
    here, elsewhere = offered()

    assert {"America/Toronto", "America/St_Johns", "Pacific/Honolulu", "America/Cancun"} <= set(here)
    assert {"Europe/Paris", "America/Bogota", "UTC"} <= set(elsewhere)
    assert len(here + elsewhere) == len(set(here + elsewhere)) > 400


def test_every_zone_on_the_list_exists():
    assert [name for group in offered() for name in group if name not in available_timezones()] == []


def test_they_are_in_the_order_of_their_cities_whatever_the_accents():
    with translation.override("es"):
        labels = [label for _name, label in zones.choices()[0][1]]

    assert labels == sorted(labels, key=zones.fold)
    assert zones.fold("Ciudad de MÉXICO") == "ciudad de mexico"


# --- States, provinces and territories


def test_each_region_has_a_code_of_its_country_and_stands_once():
    codes = [code for _country, group in regions.CHOICES[1:4] for code, _name in group]

    assert len(codes) == len(set(codes)) == len(regions.NAMES) == 13 + 56 + 32
    assert {code[:3] for code in codes} == {"CA-", "US-", "MX-"}


@pytest.mark.parametrize(
    ("choice", "kept", "name"),
    [("CA-ON", ("CA", "CA-ON"), "Ontario"), ("--", ("--", ""), "Another country"), ("", ("", ""), "")],
)
def test_a_choice_is_kept_as_country_and_region(choice, kept, name):
    country, region = regions.split(choice)

    assert (country, region) == kept
    assert str(regions.name(region, country)) == name
