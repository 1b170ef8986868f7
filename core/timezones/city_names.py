"""Time zones by city: the names of zones in each language, and the zones that a text stands for.

Names are from CLDR (by Babel); zones and links from the pinned `tzdata`; large cities after which no zone is
named from `cities.txt`. Plain values, no database.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from unicodedata import combining
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import get_timezone_location, get_timezone_name

LANGUAGES = ("en", "fr", "es")
# CLDR's English for Canada calls St. John’s "Saint John’s", which nobody there does.
LOCALES = {"en": "en", "fr": "fr_CA", "es": "es_MX"}
NORTH_AMERICA = {"CA", "US", "MX"}
# Links of tzdata with a city name of their own, which CLDR lacks.
OWN = {
    "America/Montreal": {"en": "Montreal", "fr": "Montréal", "es": "Montreal"},
    "America/Yellowknife": dict.fromkeys(LANGUAGES, "Yellowknife"),
    "America/Thunder_Bay": dict.fromkeys(LANGUAGES, "Thunder Bay"),
}
# Accepted as input although they name no place; never shown (R-TIME-NAMES).
ABBREVIATIONS = {
    "ET EST EDT EST5EDT": ("America/New_York", "America/Toronto", "America/Panama"),
    "CT CST CDT CST6CDT": ("America/Chicago", "America/Mexico_City", "America/Winnipeg", "America/Regina"),
    "MT MST MDT MST7MDT": ("America/Denver", "America/Edmonton", "America/Phoenix", "America/Vancouver"),
    "PT PST PDT PST8PDT": ("America/Los_Angeles", "America/Vancouver", "America/Tijuana"),
    "AT AST ADT": ("America/Halifax", "America/Moncton", "America/Puerto_Rico"),
    "NT NST NDT": ("America/St_Johns",),
    "AKST AKDT": ("America/Anchorage",),
    "HST": ("Pacific/Honolulu",),
}
# No links in every build of tzdata, though they differ before 1970 only.
OF_A_COAST = {
    "EST5EDT": "America/New_York",
    "CST6CDT": "America/Chicago",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
}
MANY = 100  # places among which `matched_name` looks
ENOUGH = 3  # letters from which a part of a name is accepted for it
BY_ABBREVIATION = {short.casefold(): zones for line, zones in ABBREVIATIONS.items() for short in line.split()}


@dataclass(frozen=True)
class Place:
    """A city and its zone (an IANA name). `name` is shown in the input box and stands for this zone only."""

    zone: str
    name: str
    keys: frozenset[str]  # folded; each is enough to name the place
    hints: tuple[str, ...]  # folded; country, kind of time, older names: they only help to find it


# --- Names


@cache
def name(zone: str, language: str) -> str:
    """Return the city of an IANA name: "Mexico City", "Ciudad de México"; "UTC−5" for Etc/GMT+5."""
    if zone in OWN:
        return OWN[zone][language]
    if steady := re.fullmatch(r"Etc/GMT([+-])(\d+)", zone):  # POSIX inverts the sign
        return f"UTC{'−' if steady[1] == '+' else '+'}{steady[2]}" if steady[2] != "0" else "UTC"
    try:
        location = get_timezone_location(zone, locale=LOCALES[language], return_city=True).rpartition("/")[2]
    except LookupError:  # newer than CLDR
        return _end(zone).replace("_", " ")
    return "UTC" if location == "GMT" else location


def input_text(zone: str, language: str) -> str:
    """Return the text that the input box shows for a zone; `matching_zones` returns only this zone for it."""
    kept = _by_zone(language).get(zone) or _by_zone(language).get(canonical(zone))
    return kept.name if kept else zone


def fold(text: str) -> str:
    """Return a text in the form in which names are compared: without case, accents and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not combining(sign))
    words = re.sub(r"[^\w\s+]", " ", re.sub(r"[.'’]", "", plain).replace("_", " ")).split()
    return " ".join({"saint": "st", "sainte": "ste"}.get(word, word) for word in words)


def canonical(zone: str) -> str:
    """Return the zone in use behind a link of tzdata: "America/New_York" for "US/Eastern"."""
    return zone if zone in _countries() or zone in OWN else _links().get(zone, zone)


def by_city(zone: str) -> str:
    """Return the zone of a city with the same clock for an IANA name that is an abbreviation (R-TIME-CITY).

    "EST" is America/Panama, "PST8PDT" America/Los_Angeles. Other names stay: links of a city, and UTC.
    """
    found = OF_A_COAST.get(zone) or canonical(zone)
    return zone if "/" in zone or found.startswith("Etc/") else found


def exists(zone: str) -> bool:
    return zone in _every_name().values()


# --- Search


def matching_zones(text: str, language: str) -> list[str]:
    """Return the zones (IANA names) that a text may stand for, best match first.

    Accepts a city in any of our languages, with or without its offset, an IANA name or a link.
    """
    text = re.sub(r"\s*\(UTC[^)]*\)\s*$", "", text.strip())
    wanted = fold(text)
    if short := BY_ABBREVIATION.get(text.casefold()):
        return list(short)
    if exact := _zones_by_name(language).get(wanted) or _every_name().get(text.casefold()):
        return [by_city(exact)]
    found = [place for place in _index(language) if wanted in place.keys]
    if not found and len(wanted) >= ENOUGH:
        found = search(text, language)
    return list(dict.fromkeys(place.zone for place in found))


def matched_name(zone: str, text: str, language: str) -> str:
    """Return the name of the place in a zone that a text matches: "Portland, Maine" in America/New_York."""
    found = (place.name for place in search(text, language, MANY) if place.zone == zone)
    return next(found, input_text(zone, language))


def search(text: str, language: str, limit: int = 12) -> list[Place]:
    wanted = fold(text)
    if not wanted:
        return []
    scored = ((_score(place, wanted), number, place) for number, place in enumerate(_index(language)))
    found = sorted((score, number, place) for score, number, place in scored if score is not None)
    return [place for _score, _number, place in found[:limit]]


def default_places(language: str) -> list[Place]:
    """The cities of North America that name a zone."""
    ours = {zone for zone, country in _countries().items() if country in NORTH_AMERICA} | OWN.keys()
    return [place for zone, place in _by_zone(language).items() if zone in ours]


def _score(place: Place, wanted: str) -> int | None:
    if wanted in place.keys:
        return 0
    if any(key.startswith(wanted) for key in place.keys):
        return 1
    if any(f" {wanted}" in f" {key}" for key in (*place.keys, *place.hints)):
        return 2
    return 3 if len(wanted) >= ENOUGH and any(wanted in key for key in place.keys) else None


# --- Tables, built once


@cache
def _countries() -> dict[str, str]:
    """Map the IANA names in use to country codes (`zone.tab` of the pinned tzdata)."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


@cache
def _links() -> dict[str, str]:
    table = resources.files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text(encoding="utf-8")
    pairs = [line.split()[1:3] for line in table.splitlines() if line.startswith("L ")]
    return {link: target for target, link in pairs}


@cache
def _links_to(zone: str) -> list[str]:
    return [link for link, target in _links().items() if target == zone and "/" in link and link not in OWN]


@cache
def _every_name() -> dict[str, str]:
    return {
        known.casefold(): known for known in available_timezones() if known not in {"Factory", "localtime"}
    }


@cache
def _nearby() -> dict[str, tuple[str, ...]]:
    """Map zones to the cities in cities.txt. The order of both is by size."""
    lines = Path(__file__).with_name("cities.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {zone: tuple(names.split("; ")) for zone, names in pairs}


@cache
def _by_zone(language: str) -> dict[str, Place]:
    """Map each zone to the Place it is named after: ours first, large ones before small ones."""
    ours = [zone for zone, country in _countries().items() if country in NORTH_AMERICA]
    order = dict.fromkeys([*_nearby(), *OWN, *ours, *_countries(), "UTC"])
    named: dict[str, set[str]] = defaultdict(set)
    for zone in order:
        for text in (name(zone, language), *_nearby().get(zone, ())):
            named[fold(text.partition(",")[0])].add(zone)
    return {zone: _place(zone, language, named) for zone in order}


def _place(zone: str, language: str, named: Mapping[str, set[str]]) -> Place:
    """Return the Place of a zone. `named` maps folded names to the zones that share them."""
    city, country = name(zone, language), _territory(_countries().get(zone, ""), language)
    alone = len(named[fold(city.partition(",")[0])]) == 1
    shown = city if alone or "," in city else f"{city}, {country}"
    kind = get_timezone_name(ZoneInfo(zone), "long", locale=LOCALES[language], zone_variant="generic")
    keys = {name(zone, spoken) for spoken in LANGUAGES} | {shown, zone, _end(zone), *_links_to(zone)}
    hints = [country, kind, *map(_end, _links_to(zone))]
    return Place(zone, shown, frozenset(map(fold, keys)), tuple(fold(hint) for hint in hints if hint))


def _end(zone: str) -> str:
    return zone.rpartition("/")[2]


@cache
def _index(language: str) -> list[Place]:
    index = []
    for zone, place in _by_zone(language).items():
        index.append(place)
        index += [Place(zone, city, frozenset(_keys_of_city(city)), ()) for city in _nearby().get(zone, ())]
    return index


@cache
def _zones_by_name(language: str) -> dict[str, str]:
    return {fold(place.name): place.zone for place in reversed(_index(language))}


def _keys_of_city(city: str) -> set[str]:
    return {fold(city), fold(city.partition(",")[0])}


@cache
def _territory(code: str, language: str) -> str:
    return Locale.parse(LOCALES[language]).territories.get(code, "")
