"""Time zones as people meet them: by city, with the offset of the date that is spoken of."""

import unicodedata
from datetime import UTC, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from unicodedata import combining
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

WITNESSES = {"America/Vancouver": -7, "America/Edmonton": -6}
WITNESS_DAY = datetime(2026, 12, 15, 12, tzinfo=UTC)
NORTH_AMERICA = {"CA", "US", "MX"}
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
    """The local time by the clock of the language in use, as CLDR has it: "2:00 p.m.", "14 h 00"."""
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
def _named():
    """IANA names in use, no older spellings, with the codes of their countries; from the pinned package."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def _by_city(names, in_locale, today):
    noon = datetime.combine(today, time(12), UTC)
    labelled = [(name, f"{_city(name, in_locale)} ({offset(noon, name)})") for name in names]
    return sorted(labelled, key=lambda pair: fold(pair[1]))


def fold(text):
    """A text as it is sorted: without case and accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not combining(sign))


@lru_cache(maxsize=12)
def _choices(in_locale, today):
    names = _named()
    here = [name for name, country in names.items() if country in NORTH_AMERICA]
    elsewhere = [name for name in names if name not in here] + ["UTC"]
    return _by_city(here, in_locale, today), _by_city(elsewhere, in_locale, today)


def choices():
    """Every zone by city, "Toronto (UTC−5)" with today's offset, in two groups, ours first."""
    here, elsewhere = _choices(locale(), timezone.now().date())
    return [(_("North America"), here), (_("Elsewhere"), elsewhere)]
