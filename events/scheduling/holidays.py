"""Public holidays where people are, on the date a start has there (R-HOLIDAYS-WARN). They only warn.

Names and dates come from the `holidays` package: the United States and Canada with their states,
provinces and territories, Mexico as a whole. No database.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

from core.timezones.local_time import zone_of

# Whose nation-wide holidays always warn, and the zone in which most of its people read the date.
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
# Canada's federal public service rests on days that are not in every province's law.
NATIONWIDE = {"CA": ("public", "government")}


@dataclass(frozen=True, order=True)
class Holiday:
    """A holiday by name: where (ISO 3166-1 and -2 codes) and on which date. Without regions: nation-wide."""

    country: str
    day: date
    name: str
    regions: tuple[str, ...] = ()

    @property
    def where(self):
        """ "MX", or "CA-ON, CA-QC"."""
        return ", ".join(f"{self.country}-{region}" for region in self.regions) or self.country


@lru_cache(maxsize=20_000)
def names_on(day, country, region, language):
    """The names of the holidays on a date in a country ("CA", "US", "MX") or in one of its regions ("QC").

    Elsewhere, and in regions that are not known, there are none but the nation's.
    """
    if country not in KINDS:
        return ()
    return tuple(_calendar(country, _subdivision(country, region), language).get_list(day))


def holidays_at(start, places=(), language="en"):
    """The holidays that a start (aware datetime) falls on, nation-wide ones and those of `places`.

    `places` is an iterable of (zone, country, region); each has its own date. Sorted by country and name.
    """
    found = defaultdict(set)
    places = {*NATIONS, *((str(zone), *where) for zone, *where in places)}
    days = {zone: start.astimezone(zone_of(zone)).date() for zone in {zone for zone, *_ in places}}
    for day, country, region in {(days[zone], *where) for zone, *where in places}:
        for name in names_on(day, country, region, language):
            found[country, day, name].add(_subdivision(country, region))
    return sorted(
        Holiday(*what, regions=() if "" in regions else tuple(sorted(regions)))
        for what, regions in found.items()
    )


def _subdivision(country, region):
    """ "QC" for "QC", "qc", "CA-QC" or "Québec"; "" where the package does not know the region."""
    kind = KINDS.get(country)
    if kind is None:
        return ""
    code = region.strip().upper().removeprefix(f"{country}-")
    if code in kind.subdivisions:
        return code
    return kind.subdivisions_aliases.get(region.strip(), "")


@lru_cache(maxsize=500)
def _calendar(country, subdivision, language):
    wanted = LANGUAGES[country]
    return KINDS[country](
        subdiv=subdivision or None,
        language=wanted.get(language[:2], wanted["en"]),
        categories=NATIONWIDE.get(country) if not subdivision else None,
    )
