"""Times in words: with the city of their zone and the offset on that date."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones import city_names

Zone = str | tzinfo  # an IANA name, or what it stands for
Style = Literal["full", "long", "medium"]
WITNESSES = {"America/Vancouver": -7, "America/Edmonton": -6}
WITNESS_DAY = datetime(2026, 12, 15, 12, tzinfo=UTC)
_FIRST = re.compile(r"(?<!\d)1(?= [a-zéû]|–)")
LOCALES = {"en": "en_CA", "fr": "fr_CA", "es": "es_MX"}
CLOCKS = {"en": "12", "fr": "24", "es": "24"}  # the clock usual in each language
_chosen_clock = ContextVar("clock", default="")


def check_rules_are_current() -> None:
    """Raise ImproperlyConfigured if the process reads a time zone table older than 2026 (R-TZDATA-PINNED)."""
    for name, hours in WITNESSES.items():
        found = WITNESS_DAY.astimezone(ZoneInfo(name)).utcoffset()
        if found != timedelta(hours=hours):
            raise ImproperlyConfigured(
                f"The time zone table is out of date: {name} is at {found} on {WITNESS_DAY:%Y-%m-%d}, "
                f"it must be at UTC{hours:+d}. Install the pinned tzdata package (pip install -r "
                'requirements.txt) and start with PYTHONTZPATH="".'
            )


@contextmanager
def clock(choice: str) -> Iterator[None]:
    """Show times of day on this clock within the block: "12", "24", or "" for that of the language."""
    token = _chosen_clock.set(choice)
    try:
        yield
    finally:
        _chosen_clock.reset(token)


def language() -> str:
    spoken = (translation.get_language() or "en")[:2]
    return spoken if spoken in LOCALES else "en"


def locale() -> str:
    """Return the CLDR locale of the active language: "en_CA", "fr_CA" or "es_MX"."""
    return LOCALES[language()]


def city(zone: Zone) -> str:
    """Return the zone's city in the active language: "St. John’s", never an abbreviation (R-TIME-NAMES)."""
    return city_names.name(str(zone), language())


def offset(instant: datetime, zone: Zone | None) -> str:
    """Return the offset of a zone at an aware instant: "UTC−5", "UTC+5:45"."""
    local = instant.astimezone(_zone(zone))
    seconds = int(local.utcoffset().total_seconds())  # type: ignore[union-attr]  # it is aware
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "−" if seconds < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "") if seconds else "UTC"


def date_words(instant: datetime, zone: Zone | None = None, style: Style = "full") -> str:
    """Return the local date in the active language; `style` is "full", "long" or "medium".

    In Spanish no comma follows the weekday, as dates stand after an article: "el viernes 4 de diciembre".
    """
    local = instant.astimezone(_zone(zone))
    shown = as_spoken(format_date(local, style, locale=locale()))
    return shown.replace(", ", " ", 1) if language() == "es" and style == "full" else shown


def leaf(instant: datetime, zone: Zone | None = None) -> dict[str, str]:
    """Return the local date in short: {"month": "Dec", "day": "7", "weekday": "Mon"}; "déc." in French."""
    local, pieces = instant.astimezone(_zone(zone)), {"month": "LLL", "day": "d", "weekday": "ccc"}
    shown = {name: format_date(local, pattern, locale=locale()) for name, pattern in pieces.items()}
    return shown if language() == "fr" else {name: text.rstrip(".") for name, text in shown.items()}


def as_spoken(words: str) -> str:
    """Replace the first of a month by "1er" in French dates, which CLDR lacks."""
    return _FIRST.sub("1er", words) if locale() == LOCALES["fr"] else words


def time_words(instant: datetime, zone: Zone | None = None) -> str:
    """Return the local time on the reader's clock: "2:00 p.m.", "14 h", "2 h p.m.", "14:00"."""
    return hours(instant.astimezone(_zone(zone)).time())


def hours(local: time) -> str:
    of_twelve = (_chosen_clock.get() or CLOCKS[language()]) == "12"
    if language() == "fr":
        hour = (local.hour % 12 or 12) if of_twelve else local.hour
        half = format_time(local, "\xa0a", locale=locale()) if of_twelve else ""
        return f"{hour}\xa0h" + (f"\xa0{local.minute:02d}" if local.minute else "") + half
    if of_twelve:
        return format_time(local, "short" if language() == "en" else "h:mm a", locale=locale())
    return f"{local.hour}:{local.minute:02d}"


def place(instant: datetime, zone: Zone | None = None) -> str:
    """Return the zone in words: "Toronto (UTC−5)" (R-READERS-CLOCK)."""
    zone = zone or timezone.get_current_timezone()
    named, shown = city(zone), offset(instant, zone)
    return named if named == shown else f"{named} ({shown})"


def day_mark(days: int) -> str:
    """Return how a date differs from that elsewhere: "+1 day", "the day before"; "" if it is the same."""
    if not days:
        return ""
    if days == -1:
        return _("the day before")
    return ngettext("%(days)s day", "%(days)s days", abs(days)) % {"days": f"{days:+d}".replace("-", "−")}


def words(instant: datetime, zone: Zone | None = None, mark: str = "") -> str:
    """Return date, time and place: "Friday, January 15, 2027, 12:45 a.m. (+1 day), Kathmandu (UTC+5:45)"."""
    clock_time = time_words(instant, zone) + (f" ({mark})" if mark else "")
    return f"{date_words(instant, zone)}, {clock_time}, {place(instant, zone)}"


def brief(instant: datetime, zone: Zone | None = None) -> str:
    """Return the same in short, without the offset: "Jan 15, 2027, 12:45 a.m., Kathmandu"."""
    zone = zone or timezone.get_current_timezone()
    return f"{date_words(instant, zone, 'medium')}, {time_words(instant, zone)}, {city(zone)}"


def both(instant: datetime, home: Zone, zone: Zone | None = None) -> tuple[str, str]:
    """Return (words in the reader's zone, words in the zone `home`); the second is "" if the clocks agree.

    If the date differs, the first says so, and the second states its own date (R-READERS-CLOCK).
    """
    here, there = instant.astimezone(_zone(zone)), instant.astimezone(_zone(home))
    if here.utcoffset() == there.utcoffset():
        return words(instant, zone), ""
    days = (here.date() - there.date()).days
    if days:
        return words(instant, zone, day_mark(days)), words(instant, home)
    return words(instant, zone), f"{time_words(instant, home)}, {place(instant, home)}"


def _zone(zone: Zone | None) -> tzinfo:
    if zone is None:
        return timezone.get_current_timezone()
    return ZoneInfo(zone) if isinstance(zone, str) else zone
