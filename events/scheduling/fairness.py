"""How hard a start is, for whom, and which starts are fairer (R-FAIR-STARTS).

Pure: people are a list of (zone, (from, to) or None); `past_costs` is a list
beside it, None for newcomers. Instants are aware datetimes, lengths are minutes.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import groupby

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

MARGINS = ((0, 0), (60, 1), (120, 3), (180, 8))  # minutes around the window, cost
HARDEST = 20
HALF_LIFE = MEMORY = timedelta(weeks=8)
FEW = 10  # below this many people the population is heard as well
PSEUDO_PEOPLE = 20

NORTH_AMERICA = Crowd.of_population(population.CORE)


def cost(zone, start, minutes, window=None):
    """What a start costs a person: 0, 1, 3, 8 or 20.

    0 inside their window (9 to 17 where they set none), 1, 3 and 8 inside it when widened by one, two
    and three hours at both ends, otherwise 20; weekends are 20.
    """
    here = local_minute(zone_of(zone), minute_of(start), minutes)
    return cost_at(*here, window_of(window))


@lru_cache(maxsize=100_000)
def cost_at(week_minute, length, window):
    """The same for a minute of the local week, as `clocks.local_minute` has it; the window in minutes."""
    begin, end = window or edges(COMFORTABLE)
    for margin, value in MARGINS:
        if lies_in(week_minute, length, begin - margin, end + margin):
            return value
    return HARDEST


def past_cost(costs, now):
    """What past co-labs still weigh on somebody: costs as (instant, cost), halved every eight weeks.

    Only the eight weeks before `now` count.
    """
    ages = ((now - instant, value) for instant, value in costs)
    return sum(value * 0.5 ** (age / HALF_LIFE) for age, value in ages if timedelta(0) <= age <= MEMORY)


def pseudo_people(number=PSEUDO_PEOPLE, people_by_zone=population.CORE):
    """`number` people who stand for the population: shared out by zone, largest remainders first."""
    total = sum(people_by_zone.values())
    quota = {zone: divmod(people * number, total) for zone, people in people_by_zone.items()}
    seats = {zone: whole for zone, (whole, _) in quota.items()}
    largest = sorted(quota, key=lambda zone: (-quota[zone][1], zone))
    for zone in largest[: number - sum(seats.values())]:
        seats[zone] += 1
    return [(zone, None) for zone in sorted(seats) for _ in range(seats[zone])]


@dataclass(frozen=True, order=True)
class Score:
    """How hard a start is for a group; the smaller the fairer.

    `costs` is the group's list of costs from the highest down, equal ones counted: ((cost, number), …).
    Compared in order this is leximin. `mean` is the mean cost in North America, which decides ties.
    """

    costs: tuple[tuple[float, int], ...]
    mean: float


class Group:
    """The people whose costs are compared: those known, and the population where they are few."""

    def __init__(self, people, past_costs=None):
        past_costs = _with_mean_for_newcomers(people, past_costs)
        mean = sum(past_costs) / len(past_costs) if past_costs else 0.0
        members = [((*person, past_cost), 1) for person, past_cost in zip(people, past_costs, strict=True)]
        if len(people) < FEW:
            members += [((zone, window, mean), 1) for zone, window in pseudo_people()]
        self.crowd = Crowd(members)
        self._by_pattern = {}

    def score_at(self, minute, minutes):
        """The Score of a start (UTC minute since 1970)."""
        pattern = self.crowd.pattern(minute, minutes)
        costs = self._by_pattern.get(pattern) if pattern else None
        if costs is None:
            costs = self._by_pattern[pattern] = self._costs(minute, minutes)
        return Score(costs, _mean_cost(minute, minutes))

    def _costs(self, minute, minutes):
        costs = sorted(
            (
                (round(past_cost + cost_at(week, length, window), 1), number)
                for (week, length, window, past_cost), number in self.crowd.at(minute, minutes)
            ),
            reverse=True,
        )
        runs = groupby(costs, key=lambda pair: pair[0])
        return tuple((cost, sum(number for _, number in run)) for cost, run in runs)


def _with_mean_for_newcomers(people, past_costs):
    if past_costs is None:
        return [0.0] * len(people)
    known = [past_cost for past_cost in past_costs if past_cost is not None]
    mean = sum(known) / len(known) if known else 0.0
    return [mean if past_cost is None else past_cost for past_cost in past_costs]


@lru_cache(maxsize=20_000)
def _mean_cost(minute, minutes):
    clocks = NORTH_AMERICA.at(minute, minutes)
    total = sum(number * cost_at(week, length, window) for (week, length, window), number in clocks)
    return round(total / NORTH_AMERICA.size, 3)


def is_friendly(minute, minutes, crowd):
    """Daytime for more than half of North America and of the crowd, if it is not empty (R-FRIENDLY-START)."""
    if crowd.size and not crowd.number(minute, minutes) * 2 > crowd.size:
        return False
    return NORTH_AMERICA.number(minute, minutes) * 2 > NORTH_AMERICA.size
