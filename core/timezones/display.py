"""Times as people read them: by the city of their zone, with the offset of the date that is spoken of."""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones import city_names

WITNESSES = {"America/Vancouver": -7, "America/Edmonton": -6}
WITNESS_DAY = datetime(2026, 12, 15, 12, tzinfo=UTC)
_FIRST = re.compile(r"(?<!\d)1(?= [a-zéû]|–)")
LOCALES = {"en": "en_CA", "fr": "fr_CA", "es": "es_MX"}
CLOCKS = {"en": "12", "fr": "24", "es": "24"}  # the clock usual in each language
_chosen_clock = ContextVar("clock", default="")


def check_rules_are_current():
    """Raise ImproperlyConfigured when the process reads a time zone table from before 2026.

    See R-TZDATA-PINNED.
    """
    for name, hours in WITNESSES.items():
        found = WITNESS_DAY.astimezone(ZoneInfo(name)).utcoffset()
        if found != timedelta(hours=hours):
            raise ImproperlyConfigured(
                f"The time zone table is out of date: {name} is at {found} on {WITNESS_DAY:%Y-%m-%d}, "
                f"it must be at UTC{hours:+d}. Install the pinned tzdata package (pip install -r "
                'requirements.txt) and start with PYTHONTZPATH="".'
            )


@contextmanager
def clock(choice):
    """Within the block times are read on the clock chosen: "12", "24", or "" for the language's own."""
    token = _chosen_clock.set(choice)
    try:
        yield
    finally:
        _chosen_clock.reset(token)


def language():
    """The language in use: "en", "fr" or "es"."""
    spoken = (translation.get_language() or "en")[:2]
    return spoken if spoken in LOCALES else "en"


def locale():
    """The CLDR locale of the language in use: "en_CA", "fr_CA" or "es_MX"."""
    return LOCALES[language()]


def city(zone):
    """The zone's city in the language in use: "St. John’s", never an abbreviation (R-TIME-NAMES)."""
    return city_names.name(str(zone), language())


def offset(instant, zone):
    """The offset of a zone at an aware instant, as people read it: "UTC−5", "UTC+5:45"."""
    seconds = int(instant.astimezone(_zone(zone)).utcoffset().total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "−" if seconds < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "") if seconds else "UTC"


def date_words(instant, zone=None, style="full"):
    """The local date in words, in the language in use; `style` is "full", "long" or "medium"."""
    local = instant.astimezone(_zone(zone))
    return as_spoken(format_date(local, style, locale=locale()))


def leaf(instant, zone=None):
    """The local date as on a leaf of a calendar: {"month": "Dec", "day": "7", "weekday": "Mon"}."""
    local, pieces = instant.astimezone(_zone(zone)), {"month": "LLL", "day": "d", "weekday": "ccc"}
    return {
        name: format_date(local, pattern, locale=locale()).rstrip(".") for name, pattern in pieces.items()
    }


def as_spoken(words):
    """Dates from CLDR as they are said: the first of a month is "1er" in French, which CLDR does not know."""
    return _FIRST.sub("1er", words) if locale() == LOCALES["fr"] else words


def time_words(instant, zone=None):
    """The local time by the reader's clock, else by the one of the language: "2:00 p.m.", "14 h", "14:00"."""
    return hours(instant.astimezone(_zone(zone)).time())


def hours(local):
    """A time of day (`datetime.time`) on the same clock."""
    if (_chosen_clock.get() or CLOCKS[language()]) == "12":
        pattern = "short" if language() == "en" else "h:mm a"
        return format_time(local, pattern, locale=locale())
    if language() == "fr":
        return f"{local.hour}\xa0h" + (f"\xa0{local.minute:02d}" if local.minute else "")
    return f"{local.hour}:{local.minute:02d}"


def place(instant, zone=None):
    """Which clock is meant, in visible text: "Toronto (UTC−5)" (R-READERS-CLOCK)."""
    zone = zone or timezone.get_current_timezone()
    named, shown = city(zone), offset(instant, zone)
    return named if named == shown else f"{named} ({shown})"


def day_mark(days):
    """How a date stands to the date elsewhere: "+1 day", "the day before"; empty where it is the same."""
    if not days:
        return ""
    if days == -1:
        return _("the day before")
    return ngettext("%(days)s day", "%(days)s days", abs(days)) % {"days": f"{days:+d}".replace("-", "−")}


def words(instant, zone=None, mark=""):
    """Date, time and place: "Friday, January 15, 2027, 12:45 a.m. (+1 day), Kathmandu (UTC+5:45)"."""
    time = time_words(instant, zone) + (f" ({mark})" if mark else "")
    return f"{date_words(instant, zone)}, {time}, {place(instant, zone)}"


def brief(instant, zone=None):
    """The same in short, for what is over: "Jan 15, 2027, 12:45 a.m., Kathmandu"."""
    zone = zone or timezone.get_current_timezone()
    return f"{date_words(instant, zone, 'medium')}, {time_words(instant, zone)}, {city(zone)}"


def both(instant, home, zone=None):
    """(words on the reader's clock, words on the clock at home); no second where both show the same.

    Where it is another date than at home, the first says so, and the second has its date (R-READERS-CLOCK).
    """
    here, there = instant.astimezone(_zone(zone)), instant.astimezone(_zone(home))
    if here.utcoffset() == there.utcoffset():
        return words(instant, zone), ""
    days = (here.date() - there.date()).days
    if days:
        return words(instant, zone, day_mark(days)), words(instant, home)
    return words(instant, zone), f"{time_words(instant, home)}, {place(instant, home)}"


def _zone(zone):
    if zone is None:
        return timezone.get_current_timezone()
    return ZoneInfo(zone) if isinstance(zone, str) else zone
