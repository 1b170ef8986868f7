"""What clocks show: local instants, daily windows, and a crowd of people counted by clock.

No database and no settings: plain values in, plain values out (R-UTC-AND-ZONE, R-DAYTIME and
R-TZDATA-PINNED). Zone rules are those `zoneinfo` reads, which the settings confine to the pinned `tzdata`
package.

Inside, an instant is a whole number of UTC minutes since 1970, a local time is a minute of the local
week (0 is Monday 0:00), and a window is a pair of minutes of the day, the second one past midnight
(above 1440) where the window ends on the next day.
"""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 24 * 60
WEEK = 7 * DAY
DAYS_KEPT = 1000  # of offsets, for each crowd
NUMBERS_KEPT = 20_000  # of starts and windows, for each crowd
MONDAY = datetime(1970, 1, 5, tzinfo=UTC).timestamp() // 60

DAYTIME = (time(8), time(18))  # R-DAYTIME; Monday to Friday
COMFORTABLE = (time(9), time(17))


def zone_of(zone):
    """The ZoneInfo of an IANA name; a ZoneInfo stays what it is. Raises ZoneInfoNotFoundError."""
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def minute_of(instant):
    """An aware datetime as whole UTC minutes since 1970. Raises ValueError when it is naive."""
    if instant.tzinfo is None:
        raise ValueError("An instant must be an aware datetime.")
    return int(instant.timestamp() // 60)


def offset(zone, minute):
    """Minutes east of UTC on the clock of a ZoneInfo, `minute` being UTC minutes since 1970."""
    steady = _offset_of_day(zone, minute // DAY)
    return _offset(zone, minute) if steady is None else steady


def _offset(zone, minute):
    local = datetime.fromtimestamp(minute * 60, zone)
    return int(local.utcoffset().total_seconds()) // 60


@lru_cache(maxsize=50_000)
def _offset_of_day(zone, day):
    """The offset during a whole UTC day, or None on the day on which the clock changes."""
    first, after = _offset(zone, day * DAY), _offset(zone, (day + 1) * DAY)
    return first if first == after else None


def local_instants(wall_time, zone):
    """The instants (aware, UTC) at which clocks of `zone` show the naive `wall_time`, earliest first.

    Empty when clocks skip it, two when they show it twice, else one (R-TIME-GAPS).
    """
    place = zone_of(zone)
    candidates = {wall_time.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(
        instant for instant in candidates if instant.astimezone(place).replace(tzinfo=None) == wall_time
    )


@lru_cache(maxsize=10_000)
def edges(window):
    """Minutes of the day from (from, to), each a `datetime.time` or hours as a number.

    A window that ends no later than it begins ends on the next day.
    """
    begin, end = (_minute_of_day(edge) for edge in window)
    return begin, end if end > begin else end + DAY


def window_of(window):
    """The edges of a window somebody set; None where none is set, or still the 8 to 18 all begin with."""
    if window is None or edges(tuple(window)) == edges(DAYTIME):
        return None
    return edges(tuple(window))


def _minute_of_day(edge):
    return edge.hour * 60 + edge.minute if isinstance(edge, time) else round(edge * 60)


@lru_cache(maxsize=200_000)
def lies_in(week_minute, length, begin, end):
    """Whether `length` minutes from a minute of the local week lie in a window of a Monday to Friday."""
    for day in range(0, 5 * DAY, DAY):
        for start in (week_minute, week_minute - WEEK):
            if day + begin <= start and start + length <= day + end:
                return True
    return False


def at_weekend(week_minute, length):
    """Whether any of it lies on a Saturday or Sunday."""
    return week_minute + length > 5 * DAY


def local_minute(zone, minute, length):
    """(minute of the local week, minutes the local clock advances) for an hour that starts at `minute`.

    Where the clock is put back meanwhile, the time that passes counts instead.
    """
    start = offset(zone, minute)
    return _local_minute(minute, length, start, offset(zone, minute + length))


def _local_minute(minute, length, start_offset, end_offset):
    week = int(minute + start_offset - MONDAY) % WEEK
    return week, max(length, length + end_offset - start_offset)


class Crowd:
    """People counted by zone and window; how many rather than who, in no order.

    `members` is an iterable of ((zone, window or None), number), or with `borne` a third value in the key:
    the burden somebody carries already (see `fairness`).
    """

    def __init__(self, members):
        numbers = Counter()
        for (zone, window, *borne), number in members:
            numbers[zone_of(zone), window_of(window), *borne] += number
        self.members = sorted(numbers.items(), key=lambda item: str(item[0]))
        self.size = sum(numbers.values())
        self._days, self._alike = {}, {}
        self._latest = None, []
        self._numbers = {}

    @classmethod
    def of_people(cls, people):
        """From a list of (zone, (from, to) or None)."""
        return cls(((zone, window), 1) for zone, window in people)

    @classmethod
    def of_population(cls, population):
        """From a mapping of zone to people."""
        return cls(((zone, None), number) for zone, number in population.items())

    def at(self, minute, length):
        """What each clock shows: a list of ((minute of week, local length, window, …), number)."""
        asked, clocks = self._latest
        if asked != (minute, length):
            clocks = self._at(minute, length)
            self._latest = (minute, length), clocks
        return clocks

    def _at(self, minute, length):
        steady = self._steady_at(minute, length)
        if steady is None:
            return [((*local_minute(zone, minute, length), *rest), n) for (zone, *rest), n in self.members]
        return [((*_local_minute(minute, length, off, off), *rest), n) for (off, *rest), n in steady]

    def _steady_at(self, minute, length):
        day = minute // DAY
        return self._steady(day) if (minute + length) // DAY == day else None

    def _steady(self, day):
        """The crowd by offset on a UTC day; None when a clock of it changes on that day."""
        if day not in self._days:
            if len(self._days) >= DAYS_KEPT:
                self._days.clear()
            self._days[day] = found = self._by_offset(day)
            return found
        return self._days.get(day)  # another thread may just have emptied it: then slowly

    def pattern(self, minute, length):
        """Something equal for starts at which every clock of the crowd shows the same; None on a day on which
        a clock changes. So what was found for one week serves for the next."""
        steady = self._steady_at(minute, length)
        return None if steady is None else (minute % WEEK, length, id(steady))

    def _by_offset(self, day):
        numbers = Counter()
        for (zone, *rest), number in self.members:
            of_day = _offset_of_day(zone, day)
            if of_day is None:
                return None
            numbers[of_day, *rest] += number
        found = list(numbers.items())
        return self._alike.setdefault(tuple(found), found)  # kept, so that its id stays its own

    def share(self, minute, length, window=DAYTIME):
        """The part of the crowd (0 to 1) for whom all of it lies in their own window, or else in `window`."""
        return self.number(minute, length, window) / self.size if self.size else 0.0

    def number(self, minute, length, window=DAYTIME):
        """How many of the crowd that is."""
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

    def _number(self, minute, length, usual):
        return sum(
            number
            for (week, local_length, own, *_), number in self.at(minute, length)
            if lies_in(week, local_length, *(own or usual))
        )

    def number_at_weekend(self, minute, length):
        """For how many some of it lies on a Saturday or Sunday."""
        return sum(number for (week, local, *_), number in self.at(minute, length) if at_weekend(week, local))


def as_instant(minute):
    """UTC minutes since 1970 as an aware datetime."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
