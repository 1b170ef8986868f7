"""Whom a start is hard for, clock by clock, and what they have carried already (R-FAIR-STARTS).

Pure: people are a list of (zone, (from, to) or None), `borne` a list beside it of what each has carried
lately, None for newcomers.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from core.timezones.local_time import local_minute, window_of, zone_of
from events.scheduling import fairness, population
from events.scheduling.zone_table import ZONES

POPULATION = [(zone, None) for zone in ZONES if zone in population.CORE]


@dataclass(frozen=True)
class Burden:
    """People whose clocks agree at a start.

    `zone` is the IANA name most of them have; `people` how many they are, `troubled` for how many the start
    costs something, `cost` what it costs the worst off (0 to 20), `carried` what each has borne lately, on
    average.
    """

    zone: str
    people: int
    troubled: int
    cost: int
    carried: float


def by_clock(minute, minutes, people, borne=None):
    """The Burdens of a start (UTC minute since 1970), the hardest first, then the largest groups."""
    clocks = {zone: local_minute(zone_of(zone), minute, minutes) for zone in {zone for zone, _ in people}}
    groups = defaultdict(list)
    for (zone, window), load in zip(people, borne or [None] * len(people), strict=True):
        groups[clocks[zone]].append((zone, window_of(window), load or 0))
    burdens = [_burden(clock, members) for clock, members in groups.items()]
    return sorted(burdens, key=lambda burden: (-burden.cost, -burden.troubled, -burden.people))


def _burden(clock, members):
    costs = [fairness.cost_at(*clock, window) for _, window, _ in members]
    return Burden(
        zone=str(Counter(zone for zone, *_ in members).most_common(1)[0][0]),
        people=len(members),
        troubled=sum(cost > 0 for cost in costs),
        cost=max(costs),
        carried=sum(load for *_, load in members) / len(members),
    )


def hardest(minute, minutes, people, borne=None):
    """The Burdens of those for whom a start is not comfortable; of North America's cities where it is so for
    everybody asked about, or nobody was."""
    found = [burden for burden in by_clock(minute, minutes, people, borne) if burden.cost]
    return found or [burden for burden in by_clock(minute, minutes, POPULATION) if burden.cost]
