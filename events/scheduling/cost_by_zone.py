"""The cost of a start zone by zone (R-FAIR-STARTS). No database; for people and past costs see `fairness`."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.timezones.local_time import local_minute, window_of, zone_of
from events.scheduling import fairness, population
from events.scheduling.fairness import Zone, ZoneWindow
from events.scheduling.zone_table import ZONES

POPULATION: list[ZoneWindow] = [(zone, None) for zone in ZONES if zone in population.CORE]


@dataclass(frozen=True)
class ZoneCost:
    """The cost of a start for the people with the same local time.

    `zone` is the IANA name most of them have, `people` their number, `affected` the number of those with a
    cost above 0, `cost` the highest (0 to 20), `past_cost` the mean of their past costs.
    """

    zone: str
    people: int
    affected: int
    cost: int
    past_cost: float


def zone_costs(
    minute: int,
    minutes: int,
    people: Sequence[ZoneWindow],
    past_costs: Sequence[float | None] | None = None,
) -> list[ZoneCost]:
    """Return the ZoneCosts of a start (UTC minutes since 1970) by descending cost, then size."""
    local = {zone: local_minute(zone_of(zone), minute, minutes) for zone in {zone for zone, _ in people}}
    groups = defaultdict(list)
    for (zone, window), past_cost in zip(people, past_costs or [None] * len(people), strict=True):
        groups[local[zone]].append((zone, window_of(window), past_cost or 0))
    found = [_zone_cost(week_minute, length, members) for (week_minute, length), members in groups.items()]
    return sorted(found, key=lambda each: (-each.cost, -each.affected, -each.people))


def _zone_cost(
    week_minute: int, length: int, members: Sequence[tuple[Zone, tuple[int, int] | None, float]]
) -> ZoneCost:
    costs = [fairness.cost_at(week_minute, length, window) for _, window, _ in members]
    return ZoneCost(
        zone=str(Counter(zone for zone, *_ in members).most_common(1)[0][0]),
        people=len(members),
        affected=sum(cost > 0 for cost in costs),
        cost=max(costs),
        past_cost=sum(past_cost for *_, past_cost in members) / len(members),
    )


def zones_with_cost(
    minute: int,
    minutes: int,
    people: Sequence[ZoneWindow],
    past_costs: Sequence[float | None] | None = None,
) -> list[ZoneCost]:
    """Return the ZoneCosts above 0; if there are none, those of the cities of North America."""
    found = [each for each in zone_costs(minute, minutes, people, past_costs) if each.cost]
    return found or [each for each in zone_costs(minute, minutes, POPULATION) if each.cost]
