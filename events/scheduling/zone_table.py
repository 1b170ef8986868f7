"""One start on all the clocks of North America: a row for each local time, with its cities."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.timezones import display as places
from core.timezones.local_time import (
    COMFORTABLE,
    DAY,
    DAYTIME,
    at_weekend,
    edges,
    lies_in,
    local_minute,
    minute_of,
    offset,
    window_of,
    zone_of,
)
from events.scheduling.fairness import NORTH_AMERICA

# The cities people look for, the largest first: the first of a clock stands for it.
ZONES = (
    "America/New_York",
    "America/Mexico_City",
    "America/Los_Angeles",
    "America/Chicago",
    "America/Toronto",
    "America/Denver",
    "America/Vancouver",
    "America/Phoenix",
    "America/Tijuana",
    "America/Edmonton",
    "America/Winnipeg",
    "America/Halifax",
    "America/Regina",
    "America/Cancun",
    "America/Hermosillo",
    "America/Chihuahua",
    "America/Detroit",
    "America/Monterrey",
    "America/Havana",
    "America/Puerto_Rico",
    "America/Guatemala",
    "America/Moncton",
    "America/St_Johns",
    "America/Anchorage",
    "America/Whitehorse",
    "America/Iqaluit",
    "Pacific/Honolulu",
    "America/Adak",
    "America/Nuuk",
    "America/Miquelon",
)
HOME = "America/Chicago"
EARLIEST, LATEST = 6 * 60, 22 * 60


@dataclass(frozen=True)
class ZoneRow:
    """The cities whose clocks agree while it lasts.

    `starts` and `ends` are local (aware); `shift` counts days from the date at home
    ("+1 day"). `band` is comfortable, daytime, early, late, night or weekend. `share` is the part of North
    America (0 to 1) that lives by this clock; `people` how many of the people asked about, `suited` for how
    many of them it suits.
    """

    zones: tuple[str, ...]
    starts: datetime
    ends: datetime
    shift: int
    band: str
    share: float
    people: int
    suited: int

    @property
    def zone(self):
        """The IANA name that stands for the row."""
        return self.zones[0]

    @property
    def city(self):
        return places.city(self.zone)

    @property
    def cities(self):
        """The names of its cities in the language in use, the one that stands for the row first."""
        return [places.city(zone) for zone in self.zones]

    @property
    def offset(self):
        """ "UTC−3:30", at the start."""
        return places.offset(self.starts, self.zone)


def per_zone(start, minutes, people=(), home=HOME):
    """The rows for a start, from east to west; `home` is the zone whose date the others are compared with.

    Zones that people live in are added where no city on the list shares their clock.
    """
    minute = minute_of(start)
    today = start.astimezone(zone_of(home)).date()
    sizes = _residents(minute, minutes)
    there, suited = _counts(people, minute, minutes)
    clocks = {}
    for name in (*ZONES, *(str(zone) for zone, _ in people)):
        cities = clocks.setdefault(_clock(name, minute, minutes), [])
        if name not in cities and (name in ZONES or not cities):
            cities.append(name)
    return [
        _row(start, minutes, tuple(names), today, sizes[clock], there[clock], suited[clock])
        for clock, names in sorted(clocks.items(), reverse=True)
    ]


def _clock(zone, minute, minutes):
    """What makes two clocks the same meanwhile: their offsets at the start and at the end."""
    place = zone_of(zone)
    return offset(place, minute), offset(place, minute + minutes)


def _residents(minute, minutes):
    """The part of North America that lives by each clock."""
    numbers = Counter()
    for (zone, *_), number in NORTH_AMERICA.members:
        numbers[_clock(zone, minute, minutes)] += number / NORTH_AMERICA.size
    return numbers


def _counts(people, minute, minutes):
    there, suited = Counter(), Counter()
    for zone, window in people:
        clock = _clock(zone, minute, minutes)
        there[clock] += 1
        suited[clock] += suits_at(zone, minute, minutes, window)
    return there, suited


def suits_at(zone, minute, minutes, window=None):
    """Whether all of it lies in a person's day: the window they set, or else daytime, Monday to Friday."""
    return lies_in(*local_minute(zone_of(zone), minute, minutes), *(window_of(window) or edges(DAYTIME)))


def _row(start, minutes, names, today, size, there, suited):
    place = zone_of(names[0])
    starts = start.astimezone(place)
    ends = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(place)
    return ZoneRow(
        zones=names,
        starts=starts,
        ends=ends,
        shift=(starts.date() - today).days,
        band=_band(*local_minute(place, minute_of(start), minutes)),
        share=size,
        people=there,
        suited=suited,
    )


def _band(week, length):
    if at_weekend(week, length):
        return "weekend"
    if lies_in(week, length, *edges(COMFORTABLE)):
        return "comfortable"
    if lies_in(week, length, *edges(DAYTIME)):
        return "daytime"
    begins = week % DAY
    if begins < EARLIEST or begins + length > LATEST:
        return "night"
    return "early" if begins < edges(DAYTIME)[0] else "late"
