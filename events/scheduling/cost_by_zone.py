"""What a start costs, zone by zone (R-FAIR-STARTS).

Pure: people are a list of (zone, (from, to) or None), `past_costs` a list beside it, None for
newcomers.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from core.timezones.local_time import local_minute, window_of, zone_of
from events.scheduling import fairness, population
from events.scheduling.zone_table import ZONES

POPULATION = [(zone, None) for zone in ZONES if zone in population.CORE]


@dataclass(frozen=True)
class ZoneCost:
    """People whose clocks agree at a start.

    `zone` is the IANA name most of them have; `people` how many they are, `affected` for how many the start
    costs something, `cost` what it costs the worst off (0 to 20), `past_cost` the mean of
    their past costs.
    """

    zone: str
    people: int
    affected: int
    cost: int
    past_cost: float


def zone_costs(minute, minutes, people, past_costs=None):
    """The ZoneCosts of a start (UTC minute since 1970), the hardest first, then the largest groups."""
    clocks = {zone: local_minute(zone_of(zone), minute, minutes) for zone in {zone for zone, _ in people}}
    groups = defaultdict(list)
    for (zone, window), past_cost in zip(people, past_costs or [None] * len(people), strict=True):
        groups[clocks[zone]].append((zone, window_of(window), past_cost or 0))
    found = [_zone_cost(clock, members) for clock, members in groups.items()]
    return sorted(found, key=lambda each: (-each.cost, -each.affected, -each.people))


def _zone_cost(clock, members):
    costs = [fairness.cost_at(*clock, window) for _, window, _ in members]
    return ZoneCost(
        zone=str(Counter(zone for zone, *_ in members).most_common(1)[0][0]),
        people=len(members),
        affected=sum(cost > 0 for cost in costs),
        cost=max(costs),
        past_cost=sum(past_cost for *_, past_cost in members) / len(members),
    )


def zones_with_cost(minute, minutes, people, past_costs=None):
    """Return the ZoneCosts above 0; where there are none, those of the cities of North America."""
    found = [each for each in zone_costs(minute, minutes, people, past_costs) if each.cost]
    return found or [each for each in zone_costs(minute, minutes, POPULATION) if each.cost]
