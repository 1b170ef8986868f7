"""Zones by their cities: what each is called in a language, and which one somebody means by what they type.

Names come from CLDR (by Babel), names and links of zones from the pinned `tzdata`, large cities that no zone
is named after from `cities.txt`. Plain values in, plain values out; no database.
"""

import re
import unicodedata
from collections import defaultdict
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
# Links that tzdata keeps for cities with a name of their own, which CLDR has forgotten.
OWN = {
    "America/Montreal": {"en": "Montreal", "fr": "Montréal", "es": "Montreal"},
    "America/Yellowknife": dict.fromkeys(LANGUAGES, "Yellowknife"),
    "America/Thunder_Bay": dict.fromkeys(LANGUAGES, "Thunder Bay"),
}
# What people type although it names no place; none of these is ever shown (R-TIME-NAMES).
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
MANY = 100  # places among which a name is looked for
ENOUGH = 3  # letters of a name that may stand for it
BY_ABBREVIATION = {short.casefold(): zones for line, zones in ABBREVIATIONS.items() for short in line.split()}


@dataclass(frozen=True)
class Place:
    """A city and its zone (an IANA name). `name` is what stands in the box, and means this zone alone."""

    zone: str
    name: str
    keys: frozenset[str]  # folded; each by itself names the place
    hints: tuple[str, ...]  # folded; country, kind of time, older names: not enough by themselves


# --- Names


@cache
def name(zone, language):
    """The city of an IANA name in a language: "Mexico City", "Ciudad de México"; "UTC−5" for Etc/GMT+5."""
    if zone in OWN:
        return OWN[zone][language]
    if steady := re.fullmatch(r"Etc/GMT([+-])(\d+)", zone):  # POSIX counts them the other way round
        return f"UTC{'−' if steady[1] == '+' else '+'}{steady[2]}" if steady[2] != "0" else "UTC"
    try:
        location = get_timezone_location(zone, locale=LOCALES[language], return_city=True).rpartition("/")[2]
    except LookupError:  # newer than CLDR
        return _end(zone).replace("_", " ")
    return "UTC" if location == "GMT" else location


def typed(zone, language):
    """The text that stands in the box for a zone, and that `meant` understands as this zone."""
    kept = _by_zone(language).get(zone) or _by_zone(language).get(canonical(zone))
    return kept.name if kept else zone


def fold(text):
    """A text as it is compared: without case, accents and signs; "Saint" is "St."."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not combining(sign))
    words = re.sub(r"[^\w\s+]", " ", re.sub(r"[.'’]", "", plain).replace("_", " ")).split()
    return " ".join({"saint": "st", "sainte": "ste"}.get(word, word) for word in words)


def canonical(zone):
    """The name in use behind a link of tzdata: "America/New_York" for "US/Eastern"."""
    return zone if zone in _countries() or zone in OWN else _links().get(zone, zone)


def exists(zone):
    """Whether this is an IANA name or link, spelt as it is."""
    return zone in _every_name().values()


# --- What somebody means


def meant(text, language):
    """The zones that a text may mean, as IANA names, the likeliest first; a single one is what is meant.

    Takes a city in any of our languages, with or without its offset behind it, an IANA name, a link.
    """
    text = re.sub(r"\s*\(UTC[^)]*\)\s*$", "", text.strip())
    wanted = fold(text)
    if short := BY_ABBREVIATION.get(text.casefold()):
        return list(short)
    if exact := _zones_by_name(language).get(wanted) or _every_name().get(text.casefold()):
        return [exact]
    found = [place for place in _index(language) if wanted in place.keys]
    if not found and len(wanted) >= ENOUGH:
        found = search(text, language)
    return list(dict.fromkeys(place.zone for place in found))


def named(zone, text, language):
    """What a text names in a zone that it may mean: "Portland, Maine" in America/New_York."""
    found = (place.name for place in search(text, language, MANY) if place.zone == zone)
    return next(found, typed(zone, language))


def search(text, language, limit=12):
    """The places that a text may be the beginning of, best first."""
    wanted = fold(text)
    if not wanted:
        return []
    scored = ((_score(place, wanted), number, place) for number, place in enumerate(_index(language)))
    found = sorted((score, number, place) for score, number, place in scored if score is not None)
    return [place for _score, _number, place in found[:limit]]


def near(language):
    """The places to offer before anything is typed: the cities of North America that give a zone its name."""
    ours = {zone for zone, country in _countries().items() if country in NORTH_AMERICA} | OWN.keys()
    return [place for zone, place in _by_zone(language).items() if zone in ours]


def _score(place, wanted):
    if wanted in place.keys:
        return 0
    if any(key.startswith(wanted) for key in place.keys):
        return 1
    if any(f" {wanted}" in f" {key}" for key in (*place.keys, *place.hints)):
        return 2
    return 3 if len(wanted) >= ENOUGH and any(wanted in key for key in place.keys) else None


# --- Tables, made once


@cache
def _countries():
    """IANA names in use, no older spellings, with the codes of their countries; from the pinned package."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


@cache
def _links():
    """Every link of the pinned package, with the name in use that it leads to."""
    table = resources.files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text(encoding="utf-8")
    pairs = [line.split()[1:3] for line in table.splitlines() if line.startswith("L ")]
    return {link: target for target, link in pairs}


@cache
def _links_to(zone):
    """The older names and links of a zone, but none that has a name of its own."""
    return [link for link, target in _links().items() if target == zone and "/" in link and link not in OWN]


@cache
def _every_name():
    """Every IANA name and link that can be read, by its case-folded spelling."""
    return {
        known.casefold(): known for known in available_timezones() if known not in {"Factory", "localtime"}
    }


@cache
def _nearby():
    """Cities by zone, from cities.txt; its order is that of the largest."""
    lines = Path(__file__).with_name("cities.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {zone: tuple(names.split("; ")) for zone, names in pairs}


@cache
def _by_zone(language):
    """The Place that gives each zone its name; ours first, the largest before the others."""
    ours = [zone for zone, country in _countries().items() if country in NORTH_AMERICA]
    order = dict.fromkeys([*_nearby(), *OWN, *ours, *_countries(), "UTC"])
    named = defaultdict(set)
    for zone in order:
        for text in (name(zone, language), *_nearby().get(zone, ())):
            named[fold(text.partition(",")[0])].add(zone)
    return {zone: _place(zone, language, named) for zone in order}


def _place(zone, language, named):
    """`named` has the zones that share a folded name."""
    city, country = name(zone, language), _territory(_countries().get(zone, ""), language)
    alone = len(named[fold(city.partition(",")[0])]) == 1
    shown = city if alone or "," in city else f"{city}, {country}"
    kind = get_timezone_name(ZoneInfo(zone), "long", locale=LOCALES[language], zone_variant="generic")
    keys = {name(zone, spoken) for spoken in LANGUAGES} | {shown, zone, _end(zone), *_links_to(zone)}
    hints = [country, kind, *map(_end, _links_to(zone))]
    return Place(zone, shown, frozenset(map(fold, keys)), tuple(fold(hint) for hint in hints if hint))


def _end(zone):
    return zone.rpartition("/")[2]


@cache
def _index(language):
    """Every Place: those that name their zones, and after each the cities near it."""
    index = []
    for zone, place in _by_zone(language).items():
        index.append(place)
        index += [Place(zone, city, frozenset(_keys_of_city(city)), ()) for city in _nearby().get(zone, ())]
    return index


@cache
def _zones_by_name(language):
    """The zone of each place by its whole name, folded."""
    return {fold(place.name): place.zone for place in reversed(_index(language))}


def _keys_of_city(city):
    return {fold(city), fold(city.partition(",")[0])}


@cache
def _territory(code, language):
    return Locale.parse(LOCALES[language]).territories.get(code, "")
