"""Times as people read them: in their zone, by the clock of their language.

See R-READERS-CLOCK and R-TZDATA-PINNED.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.utils import formats, timezone, translation

from core.timezones import display
from participants import regions

WINTER = datetime(2027, 1, 14, 19, tzinfo=UTC)
SUMMER = datetime(2027, 7, 14, 19, tzinfo=UTC)


def rendered(source, zone="America/Toronto", language="en", **context):
    with timezone.override(ZoneInfo(zone)), translation.override(language):
        return Template(source).render(Context(context)).replace("\u202f", " ").replace("\xa0", " ")


# --- The table of zones


def test_the_process_reads_the_pinned_table():
    """Check R-TZDATA-PINNED."""
    display.check_rules_are_current()


def test_an_older_table_stops_the_process_with_what_to_do(monkeypatch):
    monkeypatch.setattr(display, "WITNESSES", {"America/Vancouver": -8})

    with pytest.raises(ImproperlyConfigured, match="Install the pinned tzdata package"):
        display.check_rules_are_current()


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
    assert display.offset(instant, zone) == offset


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Thursday, January 14, 2027, 2:00 p.m., Toronto (UTC−5)"),
        ("fr", "jeudi 14 janvier 2027, 14 h, Toronto (UTC−5)"),
        ("es", "jueves 14 de enero de 2027, 14:00, Toronto (UTC−5)"),
    ],
)
def test_a_time_in_a_message_names_its_zone_in_the_readers_language(language, words):
    assert rendered("{% when_text instant %}", language=language, instant=WINTER) == words


@pytest.mark.parametrize(
    ("month", "day", "words"),
    [
        (1, 1, "vendredi 1er janvier 2027"),
        (8, 1, "dimanche 1er août 2027"),
        (1, 11, "lundi 11 janvier 2027"),
        (1, 21, "jeudi 21 janvier 2027"),
        (2, 2, "mardi 2 février 2027"),
    ],
)
def test_the_first_of_a_month_in_french(month, day, words):
    with translation.override("fr"):
        assert display.date_words(datetime(2027, month, day, 19, tzinfo=UTC), "UTC") == words
        assert display.as_spoken("28 déc. – 1 janv.") == "28 déc. – 1er janv."
        assert display.as_spoken("1–5 févr.") == "1er–5 févr."
    assert display.as_spoken("1 de enero") == "1 de enero"


def test_a_time_on_a_page_is_also_for_machines():
    assert rendered("{% when instant %}", zone="America/St_Johns", instant=WINTER) == (
        '<time datetime="2027-01-14T19:00:00Z">'
        "Thursday, January 14, 2027, 3:30 p.m., St. John’s (UTC−3:30)</time>"
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
        '<time datetime="2027-01-15T03:00:00Z">10:00 p.m., Toronto (UTC−5)</time>'
    )


@pytest.mark.parametrize(
    ("language", "city"), [("en", "St. John’s"), ("fr", "St. John’s"), ("es", "San Juan de Terranova")]
)
def test_a_zone_is_named_by_its_city_in_the_readers_language(language, city):
    assert rendered("{{ there|city }}", language=language, there=ZoneInfo("America/St_Johns")) == city


@pytest.mark.parametrize(
    ("language", "leaf"),
    [
        ("en", {"month": "Jan", "day": "14", "weekday": "Thu"}),
        ("fr", {"month": "janv.", "day": "14", "weekday": "jeu."}),
        ("es", {"month": "ene", "day": "14", "weekday": "jue"}),
    ],
)
def test_the_leaf_of_a_date_is_written_as_dates_are(language, leaf):
    with translation.override(language):
        assert display.leaf(WINTER, "America/Toronto") == leaf


@pytest.mark.parametrize(
    ("language", "words"), [("en", "2.5 1,234.5"), ("fr", "2,5 1\xa0234,5"), ("es", "2.5 1,234.5")]
)
def test_numbers_are_written_as_in_the_country(language, words):
    with translation.override(language):
        shown = [formats.number_format(2.5), formats.number_format(1234.5, force_grouping=True)]
    assert " ".join(shown) == words


# --- The hours of a day


@pytest.mark.parametrize(
    ("language", "clock", "words"),
    [
        ("en", "", "2:30 p.m."),
        ("en", "24", "14:30"),
        ("fr", "", "14 h 30"),
        ("fr", "12", "2 h 30 p.m."),
        ("es", "", "14:30"),
        ("es", "12", "2:30 p.m."),
    ],
)
def test_hours_are_written_as_usual_in_the_language_or_as_the_reader_wants(language, clock, words):
    half_past = datetime(2027, 1, 14, 19, 30, tzinfo=UTC)

    with display.clock(clock):
        assert rendered("{% hour instant %}", language=language, instant=half_past).startswith(
            f'<time datetime="2027-01-14T19:30:00Z">{words}, Toronto'
        )


def test_a_full_hour_in_french_has_no_zeros_and_stays_on_one_line():
    with timezone.override(ZoneInfo("America/Toronto")), translation.override("fr"):
        assert display.time_words(WINTER) == "14\xa0h"
        assert display.time_words(datetime(2027, 1, 14, 5, 5, tzinfo=UTC)) == "0\xa0h\xa005"


# --- A second clock beside the reader's


def beside(zone, home="America/Toronto", instant=WINTER, **options):
    source = "{% when_text instant beside=home %}"
    return rendered(source, zone=zone, instant=instant, home=ZoneInfo(home), **options)


def test_the_same_clock_is_said_once():
    assert beside("America/New_York") == "Thursday, January 14, 2027, 2:00 p.m., New York (UTC−5)"


def test_another_clock_on_the_same_date():
    assert beside("America/Vancouver") == (
        "Thursday, January 14, 2027, 12:00 p.m., Vancouver (UTC−7) · 2:00 p.m., Toronto (UTC−5)"
    )


def test_a_date_later_than_there_says_so():
    assert beside("Asia/Kathmandu") == (
        "Friday, January 15, 2027, 12:45 a.m. (+1 day), Kathmandu (UTC+5:45)"
        " · Thursday, January 14, 2027, 2:00 p.m., Toronto (UTC−5)"
    )


def test_a_date_earlier_than_there_says_so():
    assert beside("Pacific/Honolulu", home="Asia/Tokyo") == (
        "Thursday, January 14, 2027, 9:00 a.m. (the day before), Honolulu (UTC−10)"
        " · Friday, January 15, 2027, 4:00 a.m., Tokyo (UTC+9)"
    )


def test_two_dates_apart_are_counted():
    noon = datetime(2027, 1, 14, 10, 30, tzinfo=UTC)

    assert "(+2 days)" in beside("Pacific/Kiritimati", home="Pacific/Pago_Pago", instant=noon)
    assert "(−2 days)" in beside("Pacific/Pago_Pago", home="Pacific/Kiritimati", instant=noon)


def test_both_times_are_for_machines_too():
    shown = rendered("{% when instant beside=home %}", instant=WINTER, home=ZoneInfo("America/Halifax"))

    assert shown.count('<time datetime="2027-01-14T19:00:00Z">') == 2
    assert '<span class="beside"><span class="dot">· </span><time' in shown


def test_a_zone_without_a_city_is_not_said_twice():
    assert rendered("{% hour instant there %}", instant=WINTER, there=ZoneInfo("Etc/GMT+5")) == (
        '<time datetime="2027-01-14T19:00:00Z">2:00 p.m., UTC−5</time>'
    )


# --- States, provinces and territories


def test_each_region_has_a_code_of_its_country_and_stands_once():
    codes = [code for _country, group in regions.CHOICES[1:4] for code, _name in group]

    assert len(codes) == len(set(codes)) == len(regions.NAMES) == 13 + 56 + 32
    assert {code[:3] for code in codes} == {"CA-", "US-", "MX-"}


@pytest.mark.parametrize(
    ("language", "number", "in_order"),
    [
        ("fr", 1, ["Alberta", "Colombie-Britannique", "Île-du-Prince-Édouard", "Manitoba"]),
        ("fr", 2, ["Caroline du Nord", "Caroline du Sud", "Colorado"]),
        ("fr", 3, ["Durango", "État de Mexico", "Guanajuato"]),
        ("es", 3, ["Chihuahua", "Ciudad de México", "Coahuila"]),
        ("es", 3, ["Durango", "Estado de México", "Guanajuato"]),
        ("es", 2, ["Nuevo Hampshire", "Nuevo México", "Ohio"]),
    ],
)
def test_regions_stand_where_a_reader_looks_for_them(language, number, in_order):
    """By their names in that language, with accents as without."""
    with translation.override(language):
        names = [str(name) for _code, name in regions.choices()[number][1]]
    first = names.index(in_order[0])
    assert names[first : first + len(in_order)] == in_order


@pytest.mark.parametrize(
    ("choice", "kept", "name"),
    [("CA-ON", ("CA", "CA-ON"), "Ontario"), ("--", ("--", ""), "Another country"), ("", ("", ""), "")],
)
def test_a_choice_is_kept_as_country_and_region(choice, kept, name):
    country, region = regions.split(choice)

    assert (country, region) == kept
    assert str(regions.name(region, country)) == name
