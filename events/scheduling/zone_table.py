"""One start in all zones of North America: a row for each local time, with its cities."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

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
from events.scheduling.fairness import NORTH_AMERICA, Window, Zone, ZoneWindow

# In order of size: the first zone of a row stands for it.
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
EARLIEST, LATEST = 6 * 60, 22 * 60  # minutes of the day; outside is night


@dataclass(frozen=True)
class ZoneRow:
    """The cities with the same local time from start to end.

    `starts` and `ends` are local (aware). `shift` is the number of days from the date at home ("+1 day").
    `band` is comfortable, daytime, early, late, night or weekend. `share` is the part of North America (0 to
    1) in the row, `people` the number of the given people, `suited` for how many of them the start suits.
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
    def zone(self) -> str:
        return self.zones[0]

    @property
    def city(self) -> str:
        return places.city(self.zone)

    @property
    def cities(self) -> list[str]:
        return [places.city(zone) for zone in self.zones]

    @property
    def offset(self) -> str:
        """ "UTC−3:30", at the start."""
        return places.offset(self.starts, self.zone)


def zone_rows(
    start: datetime, minutes: int, people: Sequence[ZoneWindow] = (), home: Zone = HOME
) -> list[ZoneRow]:
    """Return the rows for a start, from east to west; days are counted from the date in the zone `home`.

    A zone that people live in is listed where no city of `ZONES` has its local time.
    """
    minute = minute_of(start)
    today = start.astimezone(zone_of(home)).date()
    shares = _shares(minute, minutes)
    numbers, suited = _counts(people, minute, minutes)
    rows: dict[tuple[int, int], list[str]] = {}
    for name in (*ZONES, *(str(zone) for zone, _ in people)):
        zones = rows.setdefault(_offsets(name, minute, minutes), [])
        if name not in zones and (name in ZONES or not zones):
            zones.append(name)
    return [
        _row(start, minutes, tuple(zones), today, shares[offsets], numbers[offsets], suited[offsets])
        for offsets, zones in sorted(rows.items(), reverse=True)
    ]


def _offsets(zone: Zone, minute: int, minutes: int) -> tuple[int, int]:
    """Return the offsets at the start and at the end: zones with equal ones share a row."""
    place = zone_of(zone)
    return offset(place, minute), offset(place, minute + minutes)


def _shares(minute: int, minutes: int) -> dict[tuple[int, int], float]:
    shares: dict[tuple[int, int], float] = defaultdict(float)
    for (zone, *_), number in NORTH_AMERICA.members:
        shares[_offsets(zone, minute, minutes)] += number / NORTH_AMERICA.size
    return shares


def _counts(
    people: Sequence[ZoneWindow], minute: int, minutes: int
) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    numbers: Counter[tuple[int, int]] = Counter()
    suited: Counter[tuple[int, int]] = Counter()
    for zone, window in people:
        offsets = _offsets(zone, minute, minutes)
        numbers[offsets] += 1
        suited[offsets] += suits_at(zone, minute, minutes, window)
    return numbers, suited


def suits_at(zone: Zone, minute: int, minutes: int, window: Window | None = None) -> bool:
    """Return whether a start lies in a person's window, by default daytime, Monday to Friday (R-DAYTIME)."""
    return lies_in(*local_minute(zone_of(zone), minute, minutes), *(window_of(window) or edges(DAYTIME)))


def _row(
    start: datetime, minutes: int, zones: tuple[str, ...], today: date, share: float, people: int, suited: int
) -> ZoneRow:
    place = zone_of(zones[0])
    starts = start.astimezone(place)
    ends = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(place)
    return ZoneRow(
        zones=zones,
        starts=starts,
        ends=ends,
        shift=(starts.date() - today).days,
        band=_band(*local_minute(place, minute_of(start), minutes)),
        share=share,
        people=people,
        suited=suited,
    )


def _band(week: int, length: int) -> str:
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
