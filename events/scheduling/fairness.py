"""The cost of a start, and starts compared by leximin (R-FAIR-STARTS).

No database. Instants are aware datetimes, lengths are minutes. A person is a `ZoneWindow`; lists named
`past_costs` are parallel to a list of people, with None for newcomers.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.timezones.local_time import (
    COMFORTABLE,
    Crowd,
    edges,
    lies_in,
    local_minute,
    minute_of,
    window_of,
    zone_of,
)
from events.scheduling import population

Zone: TypeAlias = ZoneInfo | str  # an IANA name, or its ZoneInfo
Window: TypeAlias = tuple[time, time]
ZoneWindow: TypeAlias = tuple[Zone, Window | None]  # None: the person keeps the usual window

MARGINS = ((0, 0), (60, 1), (120, 3), (180, 8))  # minutes around the window, cost
HARDEST = 20
HALF_LIFE = MEMORY = timedelta(weeks=8)
FEW = 10  # people; below, the population is added
PSEUDO_PEOPLE = 20

NORTH_AMERICA = Crowd.of_population(population.CORE)


def cost(zone: Zone, start: datetime, minutes: int, window: Window | None = None) -> int:
    """Return the cost of a start for a person: 0, 1, 3, 8 or 20.

    0 within their window (9:00 to 17:00 by default), 1, 3 or 8 within that window widened by one, two or
    three hours at both ends, otherwise 20. Weekends cost 20.
    """
    week_minute, length = local_minute(zone_of(zone), minute_of(start), minutes)
    return cost_at(week_minute, length, window_of(window))


@lru_cache(maxsize=100_000)
def cost_at(week_minute: int, length: int, window: tuple[int, int] | None) -> int:
    """Return the cost at a minute of the local week (see `local_time.local_minute`); windows in minutes."""
    begin, end = window or edges(COMFORTABLE)
    for margin, value in MARGINS:
        if lies_in(week_minute, length, begin - margin, end + margin):
            return value
    return HARDEST


def past_cost(costs: Iterable[tuple[datetime, int]], now: datetime) -> float:
    """Return the sum of costs (instant, cost) of the last eight weeks, with a half-life of eight weeks."""
    ages = ((now - instant, value) for instant, value in costs)
    return sum(value * 0.5 ** (age / HALF_LIFE) for age, value in ages if timedelta(0) <= age <= MEMORY)


def pseudo_people(
    number: int = PSEUDO_PEOPLE, people_by_zone: Mapping[str, int] = population.CORE
) -> list[tuple[str, None]]:
    """Return `number` people distributed like the population, by the method of largest remainders."""
    total = sum(people_by_zone.values())
    quota = {zone: divmod(people * number, total) for zone, people in people_by_zone.items()}
    seats = {zone: whole for zone, (whole, _) in quota.items()}
    largest = sorted(quota, key=lambda zone: (-quota[zone][1], zone))
    for zone in largest[: number - sum(seats.values())]:
        seats[zone] += 1
    return [(zone, None) for zone in sorted(seats) for _ in range(seats[zone])]


@dataclass(frozen=True, order=True)
class Score:
    """The cost of a start for a group, ordered by leximin: the smaller, the fairer.

    `costs` are the costs in the group in descending order, run-length encoded: ((cost, people), …). `mean`,
    the mean cost in North America, decides ties.
    """

    costs: tuple[tuple[float, int], ...]
    mean: float


class Group:
    """The people whose costs are compared; fewer than ten are supplemented by pseudo-people.

    A newcomer has the mean past cost of the others. Raises ValueError when the two lists differ in length.
    """

    def __init__(
        self, people: Sequence[ZoneWindow], past_costs: Sequence[float | None] | None = None
    ) -> None:
        known = [past_cost for past_cost in past_costs or [] if past_cost is not None]
        mean = sum(known) / len(known) if known else 0.0
        costs = [None] * len(people) if past_costs is None else past_costs
        members = [
            ((zone, window, mean if past_cost is None else past_cost), 1)
            for (zone, window), past_cost in zip(people, costs, strict=True)
        ]
        if len(people) < FEW:
            members += [((zone, window, mean), 1) for zone, window in pseudo_people()]
        self.crowd = Crowd(members)
        self._costs_by_pattern: dict[Hashable, tuple[tuple[float, int], ...]] = {}

    def score_at(self, minute: int, minutes: int) -> Score:
        pattern = self.crowd.pattern(minute, minutes)
        costs = self._costs_by_pattern.get(pattern) if pattern else None
        if costs is None:
            costs = self._costs_by_pattern[pattern] = self._costs(minute, minutes)
        return Score(costs, _mean_cost(minute, minutes))

    def _costs(self, minute: int, minutes: int) -> tuple[tuple[float, int], ...]:
        costs = sorted(
            (
                (round(past_cost + cost_at(week_minute, length, window), 1), number)
                for (week_minute, length, window, past_cost), number in self.crowd.at(minute, minutes)
            ),
            reverse=True,
        )
        runs = groupby(costs, key=lambda pair: pair[0])
        return tuple((cost, sum(number for _, number in run)) for cost, run in runs)


@lru_cache(maxsize=20_000)
def _mean_cost(minute: int, minutes: int) -> float:
    clocks = NORTH_AMERICA.at(minute, minutes)
    total = sum(number * cost_at(week, length, window) for (week, length, window), number in clocks)
    return round(total / NORTH_AMERICA.size, 3)


def is_friendly(minute: int, minutes: int, crowd: Crowd) -> bool:
    """Return whether a start is daytime for most of North America and of the crowd (R-FRIENDLY-START).

    An empty crowd does not count.
    """
    if crowd.size and not crowd.number(minute, minutes) * 2 > crowd.size:
        return False
    return NORTH_AMERICA.number(minute, minutes) * 2 > NORTH_AMERICA.size
