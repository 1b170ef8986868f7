"""Public holidays on the local date of a start (R-HOLIDAYS-WARN), from the `holidays` package. No database.

The United States and Canada with their states, provinces and territories; Mexico as a whole. The eves on
which offices close are added in all three.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import holidays
from django.utils import translation
from django.utils.translation import gettext_lazy

from core.timezones.local_time import zone_of
from events.scheduling.fairness import Zone

# Their nation-wide holidays are always included, on the date in the zone of most of their people.
NATIONS = (
    ("America/Toronto", "CA", ""),
    ("America/New_York", "US", ""),
    ("America/Mexico_City", "MX", ""),
)
KINDS = {"CA": holidays.CA, "US": holidays.US, "MX": holidays.MX}
LANGUAGES = {
    "CA": {"en": "en_CA", "fr": "fr"},
    "US": {"en": "en_US"},
    "MX": {"en": "en_US", "es": "es"},
}
# Canada has holidays of the federal public service that are not in the law of every province.
NATIONWIDE = {"CA": ("public", "government")}
EVES = {(12, 24): gettext_lazy("Christmas Eve"), (12, 31): gettext_lazy("New Year’s Eve")}


@dataclass(frozen=True, order=True)
class Holiday:
    """A holiday in a country (ISO 3166-1), nation-wide unless `regions` (ISO 3166-2) are named."""

    country: str
    day: date
    name: str
    regions: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """ "MX", or "CA-ON, CA-QC"."""
        return ", ".join(f"{self.country}-{region}" for region in self.regions) or self.country


def names_on(day: date, country: str, region: str, language: str) -> tuple[str, ...]:
    """Return the holidays on a date in a country ("CA", "US", "MX") or one of its regions ("QC").

    Unknown regions have those of the nation, other countries none.
    """
    if country not in KINDS:
        return ()
    return _listed(day, country, region, language) or _eve(day, language)


@lru_cache(maxsize=20_000)
def _listed(day: date, country: str, region: str, language: str) -> tuple[str, ...]:
    return tuple(_calendar(country, _subdivision(country, region), language).get_list(day))


def _eve(day: date, language: str) -> tuple[str, ...]:
    with translation.override(language):
        return (str(EVES[day.month, day.day]),) if (day.month, day.day) in EVES else ()


def holidays_at(
    start: datetime, places: Iterable[tuple[Zone, str, str]] = (), language: str = "en"
) -> list[Holiday]:
    """Return the nation-wide holidays at a start (aware), and those at places (zone, country, region).

    Each place has its own date. The order is that of countries, dates and names.
    """
    found: dict[tuple[str, date, str], set[str]] = defaultdict(set)
    everywhere = {*NATIONS, *((str(zone), country, region) for zone, country, region in places)}
    days = {zone: start.astimezone(zone_of(zone)).date() for zone in {zone for zone, *_ in everywhere}}
    for day, country, region in {(days[zone], country, region) for zone, country, region in everywhere}:
        for name in names_on(day, country, region, language):
            found[country, day, name].add(_subdivision(country, region))
    return sorted(
        Holiday(*what, regions=() if "" in regions else tuple(sorted(regions)))
        for what, regions in found.items()
    )


def _subdivision(country: str, region: str) -> str:
    """Return "QC" for "QC", "qc", "CA-QC" or "Québec"; "" for an unknown region."""
    kind = KINDS.get(country)
    if kind is None:
        return ""
    code = region.strip().upper().removeprefix(f"{country}-")
    if code in kind.subdivisions:
        return code
    return kind.subdivisions_aliases.get(region.strip(), "")


@lru_cache(maxsize=500)
def _calendar(country: str, subdivision: str, language: str) -> holidays.HolidayBase:
    wanted = LANGUAGES[country]
    return KINDS[country](
        subdiv=subdivision or None,
        language=wanted.get(language[:2], wanted["en"]),
        categories=NATIONWIDE.get(country) if not subdivision else None,
    )
