"""Local time: instants of a wall time, daily windows, and people counted by local time.

Plain values, no database and no settings (R-UTC-AND-ZONE, R-DAYTIME, R-TZDATA-PINNED). `zoneinfo` reads the
rules of the pinned `tzdata` only, by the settings.

An instant is a whole number of UTC minutes since 1970, a local time is a minute of the local week (0 is
Monday 0:00), and a window is a pair of minutes of the day, of which the second is above 1440 if the window
ends on the next day.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

Window = tuple[time | float, time | float]  # from, to; a number is hours
Edges = tuple[int, int]  # minutes of the day
Counts = list[tuple[tuple[Any, ...], int]]  # of a Crowd: (key, number of people)

DAY = 24 * 60
WEEK = 7 * DAY
DAYS_KEPT = 1000  # cached days, for each crowd
NUMBERS_KEPT = 20_000  # cached counts by start and window, for each crowd
MONDAY = datetime(1970, 1, 5, tzinfo=UTC).timestamp() // 60

DAYTIME = (time(8), time(18))  # R-DAYTIME; Monday to Friday
COMFORTABLE = (time(9), time(17))


def zone_of(zone: str | ZoneInfo) -> ZoneInfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def minute_of(instant: datetime) -> int:
    """Return an aware datetime as whole UTC minutes since 1970. Raise ValueError if it is naive."""
    if instant.tzinfo is None:
        raise ValueError("An instant must be an aware datetime.")
    return int(instant.timestamp() // 60)


def offset(zone: ZoneInfo, minute: int) -> int:
    """Return the minutes east of UTC on the clock of a ZoneInfo at a UTC minute since 1970."""
    steady = _offset_of_day(zone, minute // DAY)
    return _offset(zone, minute) if steady is None else steady


def _offset(zone: ZoneInfo, minute: int) -> int:
    local = datetime.fromtimestamp(minute * 60, zone)
    return int(local.utcoffset().total_seconds()) // 60  # type: ignore[union-attr]  # it is aware


@lru_cache(maxsize=50_000)
def _offset_of_day(zone: ZoneInfo, day: int) -> int | None:
    first, after = _offset(zone, day * DAY), _offset(zone, (day + 1) * DAY)
    return first if first == after else None


def local_instants(wall_time: datetime, zone: str | ZoneInfo) -> list[datetime]:
    """Return the UTC instants at which clocks in `zone` show the naive `wall_time`, earliest first.

    The list is empty if clocks skip it and has two if they show it twice (R-TIME-GAPS).
    """
    place = zone_of(zone)
    candidates = {wall_time.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(
        instant for instant in candidates if instant.astimezone(place).replace(tzinfo=None) == wall_time
    )


@lru_cache(maxsize=10_000)
def edges(window: Window) -> Edges:
    """Return the minutes of the day of (from, to), each a `datetime.time` or a number of hours.

    A window that ends no later than it begins ends on the next day.
    """
    begin, end = (_minute_of_day(edge) for edge in window)
    return begin, end if end > begin else end + DAY


def window_of(window: Window | None) -> Edges | None:
    """Return the edges of a window, or None if none is set or it is the default of 8 to 18."""
    if window is None or edges(tuple(window)) == edges(DAYTIME):
        return None
    return edges(tuple(window))


def _minute_of_day(edge: time | float) -> int:
    return edge.hour * 60 + edge.minute if isinstance(edge, time) else round(edge * 60)


@lru_cache(maxsize=200_000)
def lies_in(week_minute: int, length: int, begin: int, end: int) -> bool:
    """Return whether `length` minutes from a minute of the local week lie in a window on Monday to Friday."""
    for day in range(0, 5 * DAY, DAY):
        for start in (week_minute, week_minute - WEEK):
            if day + begin <= start and start + length <= day + end:
                return True
    return False


def at_weekend(week_minute: int, length: int) -> bool:
    return week_minute + length > 5 * DAY


def local_minute(zone: ZoneInfo, minute: int, length: int) -> tuple[int, int]:
    """Return (minute of the local week, minutes by which the local clock advances) for a start at `minute`.

    If the clock is set back meanwhile, the elapsed time counts instead.
    """
    start = offset(zone, minute)
    return _local_minute(minute, length, start, offset(zone, minute + length))


def _local_minute(minute: int, length: int, start_offset: int, end_offset: int) -> tuple[int, int]:
    week = int(minute + start_offset - MONDAY) % WEEK
    return week, max(length, length + end_offset - start_offset)


class Crowd:
    """People counted by zone and window; only numbers, no identities.

    `members` is an iterable of ((zone, window or None), number). The key may have a third value, the past
    cost that these people carry (see `events.scheduling.fairness`).
    """

    def __init__(self, members: Iterable[tuple[tuple[Any, ...], int]]) -> None:
        numbers: Counter[tuple[Any, ...]] = Counter()
        for (zone, window, *past_cost), number in members:
            numbers[zone_of(zone), window_of(window), *past_cost] += number
        self.members = sorted(numbers.items(), key=lambda item: str(item[0]))
        self.size = sum(numbers.values())
        self._days: dict[int, Counts | None] = {}
        self._alike: dict[tuple[Any, ...], Counts] = {}
        self._latest: tuple[tuple[int, int] | None, Counts] = None, []
        self._numbers: dict[tuple[Any, ...], int] = {}

    @classmethod
    def of_people(cls, people: Iterable[tuple[str | ZoneInfo, Window | None]]) -> "Crowd":
        return cls(((zone, window), 1) for zone, window in people)

    @classmethod
    def of_population(cls, population: Mapping[str, int]) -> "Crowd":
        return cls(((zone, None), number) for zone, number in population.items())

    def at(self, minute: int, length: int) -> Counts:
        """Return the local times at a start: [((minute of week, local length, window, …), number), …]."""
        start, counts = self._latest
        if start != (minute, length):
            counts = self._at(minute, length)
            self._latest = (minute, length), counts
        return counts

    def _at(self, minute: int, length: int) -> Counts:
        steady = self._steady_at(minute, length)
        if steady is None:
            return [((*local_minute(zone, minute, length), *rest), n) for (zone, *rest), n in self.members]
        return [((*_local_minute(minute, length, off, off), *rest), n) for (off, *rest), n in steady]

    def _steady_at(self, minute: int, length: int) -> Counts | None:
        day = minute // DAY
        return self._steady(day) if (minute + length) // DAY == day else None

    def _steady(self, day: int) -> Counts | None:
        if day not in self._days:
            if len(self._days) >= DAYS_KEPT:
                self._days.clear()
            self._days[day] = found = self._by_offset(day)
            return found
        return self._days.get(day)  # None if another thread has just emptied it: then the slow way

    def pattern(self, minute: int, length: int) -> tuple[int, int, int] | None:
        """Return a key, equal for starts at which all local times are equal; None on a day of a change.

        So counts of one week serve for the next.
        """
        steady = self._steady_at(minute, length)
        return None if steady is None else (minute % WEEK, length, id(steady))

    def _by_offset(self, day: int) -> Counts | None:
        numbers: Counter[tuple[Any, ...]] = Counter()
        for (zone, *rest), number in self.members:
            of_day = _offset_of_day(zone, day)
            if of_day is None:
                return None
            numbers[of_day, *rest] += number
        found = list(numbers.items())
        return self._alike.setdefault(tuple(found), found)  # kept alive, so that its id stays unique

    def share(self, minute: int, length: int, window: Window = DAYTIME) -> float:
        """Return the share (0 to 1) for whom all of it lies in their own window, or else in `window`."""
        return self.number(minute, length, window) / self.size if self.size else 0.0

    def number(self, minute: int, length: int, window: Window = DAYTIME) -> int:
        usual = edges(window)
        pattern = self.pattern(minute, length)
        if pattern is None:
            return self._number(minute, length, usual)
        found = self._numbers.get((pattern, usual))
        if found is None:
            if len(self._numbers) >= NUMBERS_KEPT:
                self._numbers.clear()
            found = self._numbers[pattern, usual] = self._number(minute, length, usual)
        return found

    def _number(self, minute: int, length: int, usual: Edges) -> int:
        return sum(
            number
            for (week, local_length, own, *_), number in self.at(minute, length)
            if lies_in(week, local_length, *(own or usual))
        )

    def number_at_weekend(self, minute: int, length: int) -> int:
        return sum(number for (week, local, *_), number in self.at(minute, length) if at_weekend(week, local))


def as_instant(minute: int) -> datetime:
    """Return UTC minutes since 1970 as an aware datetime."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
