"""Zones by their cities: what people type leads to one zone, or to a choice (R-TIME-CITY)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django import forms
from django.utils import translation

from core.timezones import city_names
from core.timezones.fields import ZoneField

LANGUAGES = ["en", "fr", "es"]


# --- Names


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("America/St_Johns", ["St. John’s", "St. John’s", "San Juan de Terranova"]),
        ("America/Mexico_City", ["Mexico City", "Mexico", "Ciudad de México"]),
        ("America/Montreal", ["Montreal", "Montréal", "Montreal"]),
        ("US/Eastern", ["New York", "New York", "Nueva York"]),
        ("Asia/Calcutta", ["Kolkata", "Kolkata", "Kolkata"]),
        ("Etc/GMT+5", ["UTC−5", "UTC−5", "UTC−5"]),
        ("GMT", ["UTC", "UTC", "UTC"]),
    ],
)
def test_a_zone_has_the_name_of_its_city_in_each_language(zone, names):
    assert [city_names.name(zone, language) for language in LANGUAGES] == names


def test_every_zone_has_a_name_and_none_is_an_abbreviation():
    names = {city_names.name(zone, language) for zone in available_timezones() for language in LANGUAGES}

    assert all(names)
    assert (
        names & {"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "HST", "AKST", "NST", "GMT"} == set()
    )


# --- Search


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Toronto", "America/Toronto"),
        ("  toronto ", "America/Toronto"),
        ("Toronto (UTC−5)", "America/Toronto"),
        ("America/Toronto", "America/Toronto"),
        ("montreal", "America/Montreal"),
        ("Montréal", "America/Montreal"),
        ("America/Montreal", "America/Montreal"),
        ("us/eastern", "US/Eastern"),
        ("Canada/Newfoundland", "Canada/Newfoundland"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kiev"),
        ("St Johns", "America/St_Johns"),
        ("saint john's", "America/St_Johns"),
        ("Saint John, New Brunswick", "America/Moncton"),
        ("Ottawa", "America/Toronto"),
        ("Québec", "America/Toronto"),
        ("quebec", "America/Toronto"),
        ("Ciudad de México", "America/Mexico_City"),
        ("Guadalajara", "America/Mexico_City"),
        ("Arizona", "America/Phoenix"),
        ("Nepal", "Asia/Kathmandu"),
        ("kathm", "Asia/Kathmandu"),
        ("hst", "Pacific/Honolulu"),
        ("Jamaica", "America/Jamaica"),
        ("UTC", "UTC"),
    ],
)
def test_what_people_type_means_one_zone(text, zone):
    assert city_names.matching_zones(text, "en") == [zone]


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Portland", {"America/New_York", "America/Los_Angeles"}),
        ("London", {"America/Toronto", "Europe/London"}),
        ("La Paz", {"America/Mazatlan", "America/La_Paz"}),
        ("san juan", {"America/Puerto_Rico", "America/Argentina/San_Juan"}),
        ("EST", {"America/New_York", "America/Toronto", "America/Panama"}),
    ],
)
def test_a_name_of_several_places_means_each_of_them(text, zones):
    assert set(city_names.matching_zones(text, "en")) == zones


ABBREVIATIONS = {
    "EST": "America/Panama",
    "MST": "America/Phoenix",
    "HST": "Pacific/Honolulu",
    "EST5EDT": "America/New_York",
    "CST6CDT": "America/Chicago",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
    "CET": "Europe/Brussels",
    "WET": "Europe/Lisbon",
}


@pytest.mark.parametrize(("short", "zone"), ABBREVIATIONS.items())
def test_an_iana_name_that_is_an_abbreviation_becomes_the_zone_of_a_city(short, zone):
    """Check R-TIME-CITY: with the same clock, from a device and from the box."""
    assert city_names.by_city(short) == zone
    for month in range(1, 13):
        day = datetime(2027, month, 15, tzinfo=UTC)
        assert day.astimezone(ZoneInfo(short)).utcoffset() == day.astimezone(ZoneInfo(zone)).utcoffset()
    assert short not in city_names.matching_zones(short, "en")


@pytest.mark.parametrize("zone", ["America/Toronto", "US/Eastern", "America/Montreal", "UTC", "Etc/GMT+5"])
def test_other_names_stay(zone):
    assert city_names.by_city(zone) == zone


def test_no_name_without_a_city_is_kept_from_the_box():
    for short in (zone for zone in available_timezones() if "/" not in zone):
        for found in city_names.matching_zones(short, "en"):
            assert "/" in found or city_names.canonical(found).startswith("Etc/"), short


def test_eastern_finds_the_largest_cities_of_that_time_first():
    largest = ["America/New_York", "America/Toronto", "America/Detroit"]
    assert city_names.matching_zones("Eastern", "en")[:3] == largest
    assert city_names.matching_zones("heure de l'Est", "fr")[0] == "America/New_York"


@pytest.mark.parametrize("text", ["Mars/Base", "", "   ", "x", "(UTC−5)", "\0", "a" * 500])
def test_what_means_nothing_means_nothing(text):
    assert city_names.matching_zones(text, "en") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_in_the_box_means_the_zone_it_stands_for(language):
    """Or for a link to it."""
    old = {"CST6CDT", "EST5EDT", "MST7MDT", "PST8PDT"}
    for zone in available_timezones() - old - {"Factory", "localtime"}:
        [found] = city_names.matching_zones(city_names.input_text(zone, language), language)
        assert city_names.canonical(found) == city_names.canonical(zone), zone


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_city_of_the_list_is_understood_and_no_two_have_one_name(language):
    places = city_names._index(language)
    for place in places:
        assert city_names.matching_zones(place.name, language) == [place.zone], place.name
    assert len({place.name for place in places}) == len(places) > 500


def test_the_cities_of_the_file_are_in_zones_that_exist():
    assert [zone for zone in city_names._nearby() if zone not in available_timezones()] == []


def test_search_offers_the_best_first():
    assert [place.name for place in city_names.search("tor", "en", 2)] == ["Toronto", "Torreón"]
    assert [place.name for place in city_names.search("port", "en", 3)][:2] == [
        "Portland, Maine",
        "Portland, Oregon",
    ]
    assert city_names.search("", "en") == []


def test_before_anything_is_typed_the_cities_of_north_america_are_offered():
    zones = [place.zone for place in city_names.default_places("en")]

    assert zones[:3] == ["America/New_York", "America/Mexico_City", "America/Los_Angeles"]
    assert {"America/St_Johns", "Pacific/Honolulu", "America/Montreal"} <= set(zones)
    assert "Europe/London" not in zones


# --- The box


class Form(forms.Form):
    zone = ZoneField()


@pytest.mark.parametrize("text", ["Phoenix", "America/Phoenix", "US/Arizona"])
def test_the_box_gives_a_zone(text):
    form = Form({"zone": text})

    assert form.is_valid()
    assert form.cleaned_data["zone"] in {ZoneInfo("America/Phoenix"), ZoneInfo("US/Arizona")}


def test_the_box_shows_the_city_and_a_list():
    shown = str(Form(initial={"zone": ZoneInfo("America/St_Johns")})["zone"])

    assert 'value="St. John’s"' in shown
    assert '<option value="Toronto" data-zone="America/Toronto">UTC−' in shown


def test_what_was_typed_as_an_iana_name_comes_back_as_a_city():
    with translation.override("es"):
        assert 'value="Nueva York"' in str(Form({"zone": "US/Eastern"})["zone"])


def test_an_unknown_place_is_said_to_be_unknown_and_stays():
    form = Form({"zone": "Atlantis"})

    assert form.has_error("zone", "unknown")
    assert 'value="Atlantis"' in str(form["zone"])


def test_where_several_are_meant_they_stand_there_to_choose_from():
    form = Form({"zone": "Portland"})

    assert form.has_error("zone", "several")
    shown = str(form["zone"])
    assert "Which one do you mean?" in shown
    assert "Portland, Oregon: Los Angeles (UTC−" in shown
    assert [zone in shown for zone in ('value="America/New_York"', 'value="America/Los_Angeles"')] == [
        True,
        True,
    ]


def test_the_chosen_one_counts_for_the_text_about_which_was_asked():
    asked = {"zone": "Portland", "zone-asked": "Portland", "zone-chosen": "America/Los_Angeles"}

    assert Form(asked).is_valid()
    assert Form(asked)["zone"].value() == "America/Los_Angeles"
    other = Form(asked | {"zone": "Boston"})
    assert other.is_valid()
    assert other.cleaned_data["zone"] == ZoneInfo("America/New_York")


@pytest.mark.parametrize("text", ['"><script>', "\0", "%", "x" * 10_000])
def test_hostile_text_is_refused_and_escaped(text):
    form = Form({"zone": text})

    assert not form.is_valid()
    assert "<script>" not in str(form["zone"])
