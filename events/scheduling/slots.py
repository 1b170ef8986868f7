"""The starts of four weeks, compared for a group: the useful half hours of Monday to Friday (R-FAIR-STARTS).

No database. Days and times are those of one zone, in which somebody chooses; instants are UTC minutes since
1970. For people and past costs see `fairness`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from core.timezones.local_time import COMFORTABLE, DAY, Crowd, local_instants, minute_of
from events.scheduling.fairness import NORTH_AMERICA, Group, Score, ZoneWindow, is_friendly

WEEKS = 4
WEEKDAYS = 5
TIMES = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
# A time of day is listed if it is daytime for more than this part of North America, or of the people.
USEFUL = 0.25


def mondays(earliest: datetime, zone: ZoneInfo, near: datetime | None = None) -> list[date]:
    """Return the Mondays of the four weeks to choose from, in a zone.

    The first is that of the week of `earliest` (at a weekend, of the next week), or of the week before that
    of `near` if `near` is later than the four weeks.
    """
    first = _monday(earliest.astimezone(zone).date())
    if near is not None:
        week_of_near = _monday(near.astimezone(zone).date())
        if week_of_near >= first + timedelta(weeks=WEEKS):
            first = week_of_near - timedelta(weeks=1)
    return [first + timedelta(weeks=number) for number in range(WEEKS)]


def _monday(day: date) -> date:
    ahead = 7 if day.weekday() >= WEEKDAYS else 0
    return day + timedelta(days=ahead - day.weekday())


@dataclass(frozen=True)
class Figures:
    """How many people a start suits.

    `daytime` and `comfortable` are parts of North America (0 to 1); `suited` and `comfortable_people` are
    numbers of the people concerned; `friendly` is R-FRIENDLY-START.
    """

    daytime: float
    comfortable: float
    suited: int
    comfortable_people: int
    friendly: bool


class Slots:
    """The starts of the weeks of `mondays`, in a zone, for a co-lab of so many minutes.

    Costs are compared for `people`; `nominators` are those among them who count for R-FRIENDLY-START.
    """

    def __init__(
        self,
        mondays: Sequence[date],
        zone: ZoneInfo,
        minutes: int,
        people: Sequence[ZoneWindow] = (),
        nominators: Sequence[ZoneWindow] = (),
        past_costs: Sequence[float | None] | None = None,
    ) -> None:
        self.mondays, self.zone, self.minutes = mondays, zone, minutes
        self.people, self.nominators = Crowd.of_people(people), Crowd.of_people(nominators)
        self.group = Group(list(people), past_costs)

    def days(self, monday: date) -> list[date]:
        return [monday + timedelta(days=number) for number in range(WEEKDAYS)]

    def minute_at(self, day: date, at: time) -> int | None:
        """Return the instant of a local time, the first if it occurs twice, None if skipped (R-TIME-GAPS)."""
        instants = local_instants(datetime.combine(day, at), self.zone)
        return minute_of(instants[0]) if instants else None

    def middle_of(self, day: date) -> int | None:
        """Return the start in the middle of the useful times of a day, None if there is none."""
        return self.minute_at(day, self.times[len(self.times) // 2]) if self.times else None

    @cached_property
    def times(self) -> list[time]:
        return sorted({at for (_, at), minute in self._starts.items() if self._is_useful(minute)})

    @cached_property
    def _starts(self) -> dict[tuple[date, time], int]:
        days = [day for monday in self.mondays for day in self.days(monday)]
        starts = {(day, at): self.minute_at(day, at) for day in days for at in TIMES}
        return {place: minute for place, minute in starts.items() if minute is not None}

    def _is_useful(self, minute: int) -> bool:
        if NORTH_AMERICA.share(minute, self.minutes) > USEFUL:
            return True
        return self.people.share(minute, self.minutes) > USEFUL

    def figures(self, minute: int) -> Figures:
        return Figures(
            daytime=NORTH_AMERICA.share(minute, self.minutes),
            comfortable=NORTH_AMERICA.share(minute, self.minutes, COMFORTABLE),
            suited=self.people.number(minute, self.minutes),
            comfortable_people=self.people.number(minute, self.minutes, COMFORTABLE),
            friendly=self.is_friendly(minute),
        )

    def is_friendly(self, minute: int) -> bool:
        return is_friendly(minute, self.minutes, self.nominators)

    def score(self, minute: int) -> Score:
        return self.group.score_at(minute, self.minutes)

    def best(
        self,
        count: int,
        earliest: int | None = None,
        near: int | None = None,
        penalty: Callable[[int], int] = lambda minute: 0,
    ) -> list[int]:
        """Return the fairest start of each day: at most `count` instants, the fairest first.

        All are friendly; if no start of the four weeks is, the fairest of all are returned. None is before
        `earliest`. Equally fair starts are ordered by `penalty(minute)`, then by their distance from `near`,
        without it by time.
        """
        starts = [minute for minute in self._useful if earliest is None or minute >= earliest]
        starts = [minute for minute in starts if self.is_friendly(minute)] or starts
        best: dict[date, tuple] = {}
        for minute in starts:
            key = (self.score(minute), penalty(minute), _distance(minute, near), minute)
            day = self._useful[minute]
            best[day] = min(key, best.get(day, key))
        return [key[-1] for key in sorted(best.values())[:count]]

    @cached_property
    def _useful(self) -> dict[int, date]:
        times = set(self.times)
        return {minute: day for (day, at), minute in self._starts.items() if at in times}


def _distance(minute: int, near: int | None) -> tuple[int, ...]:
    if near is None:
        return ()
    days, rest = divmod(minute - near + DAY // 2, DAY)
    return abs(days), abs(rest - DAY // 2)
