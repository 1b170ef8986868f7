"""Time zones as people meet them: by city, with the offset of the date that is spoken of."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date, format_time, get_timezone_location
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone, translation

WITNESSES = {"America/Vancouver": -7, "America/Edmonton": -6}
WITNESS_DAY = datetime(2026, 12, 15, 12, tzinfo=UTC)
LOCALES = {"en": "en_CA", "fr": "fr_CA", "es": "es_MX"}


def check_rules_are_current():
    """Raise ImproperlyConfigured when the process reads a time zone table from before 2026 (rule 8)."""
    for name, hours in WITNESSES.items():
        found = WITNESS_DAY.astimezone(ZoneInfo(name)).utcoffset()
        if found != timedelta(hours=hours):
            raise ImproperlyConfigured(
                f"The time zone table is out of date: {name} is at {found} on {WITNESS_DAY:%Y-%m-%d}, "
                f"it must be at UTC{hours:+d}. Install the pinned tzdata package (pip install -r "
                'requirements.txt) and start with PYTHONTZPATH="".'
            )


def locale():
    """The CLDR locale of the language in use: "en_CA", "fr_CA" or "es_MX"."""
    return LOCALES.get((translation.get_language() or "en")[:2], "en_CA")


@cache
def _city(name, in_locale):
    return get_timezone_location(name, locale=in_locale, return_city=True).rpartition("/")[2]


def city(zone):
    """The zone's city in the language in use: "St. John’s", never an abbreviation (calendars, rule 25)."""
    return _city(str(zone), locale())


def offset(instant, zone):
    """The offset of a zone at an aware instant, as people read it: "UTC−5", "UTC+5:45"."""
    seconds = int(instant.astimezone(_zone(zone)).utcoffset().total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "−" if seconds < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "") if seconds else "UTC"


def date_words(instant, zone=None, style="full"):
    """The local date in words, in the language in use; `style` is "full", "long" or "medium"."""
    local = instant.astimezone(_zone(zone))
    return format_date(local, style, locale=locale())


def time_words(instant, zone=None):
    """The local time by the clock of the language in use: "2:00 p.m.", "14 h 00", "14:00"."""
    local = instant.astimezone(_zone(zone))
    return format_time(local.time(), "short", locale=locale())


def place(instant, zone=None):
    """Which clock is meant, in visible text: "Toronto (UTC−5)" (rule 5)."""
    zone = zone or timezone.get_current_timezone()
    return f"{city(zone)} ({offset(instant, zone)})"


def _zone(zone):
    if zone is None:
        return timezone.get_current_timezone()
    return ZoneInfo(zone) if isinstance(zone, str) else zone


@cache
def _choices(in_locale):
    regions = ("America/", "Pacific/", "Atlantic/", "Europe/", "Asia/", "Africa/", "Australia/", "Indian/")
    names = [name for name in available_timezones() if name.startswith(regions) or name == "UTC"]
    return sorted(((name, f"{_city(name, in_locale)} – {name}") for name in names), key=lambda pair: pair[1])


def choices():
    """Every zone as (IANA name, "City – IANA name"), by city, in the language in use."""
    return _choices(locale())
