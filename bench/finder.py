"""The time finder for 200 people in 30 zones over four weeks: milliseconds and queries.

    python bench/finder.py [rounds]

Exits with 1 if no round took 150 ms or less, or if one took more than 10 queries. The first round in a
process also fills tables of zones and holidays; it is reported separately.
"""

import statistics
import sys
import time
from datetime import timedelta
from itertools import cycle, islice

from scratch import database

PEOPLE, ZONES = 200, 30
MOST_MS, MOST_QUERIES = 150, 10
REGIONS = (("US", "CA"), ("CA", "QC"), ("MX", ""), ("US", "TX"), ("CA", "BC"), ("US", "HI"), ("CA", "NL"))


def main(rounds=15):
    with database():
        # Only now: models need the settings of the database made for this.
        from django.utils import timezone  # noqa: PLC0415

        from events.scheduling import finder  # noqa: PLC0415
        from testing import make  # noqa: PLC0415
        from testing.queries import recorded  # noqa: PLC0415

        topic, organizer = community(make, timezone.now())

        def find():
            """Compute what the page shows: the best starts with reasons, a week of cells, past costs."""
            found = finder.of(topic, organizer, zone=organizer.zone, minutes=60, team=[organizer])
            cells = sum(len(cells) for _, cells in found.week.rows)
            reasons = [each.reason + each.cost_sentence for each in found.best]
            return len(found.people), len(reasons), cells, found.past_costs_by_city

        with recorded() as queries:
            first, _, shown = timed(find)
        return report(first, [timed(find)[:2] for _ in range(rounds)], shown, len(queries))


def community(make, now):
    """Create a topic nominated by 200 people in 30 zones and several regions, some with recent co-labs."""
    from events.scheduling import population  # noqa: PLC0415

    zones = sorted(population.CORE, key=population.CORE.get, reverse=True)[:ZONES]
    topic, organizer = make.topic(), make.organizer()
    people = []
    for number, zone, (country, region) in zip(range(PEOPLE), cycle(zones), cycle(REGIONS), strict=False):
        begins = f"{7 + number % 3:02}:00"
        people.append(
            make.participant(zone=zone, country=country, region=region, day_starts=begins, day_ends="17:30")
        )
        make.nomination(topic, people[-1])
    everybody = iter(people)
    for weeks in range(1, 8):
        held = make.colab(starts_at=now - timedelta(weeks=weeks), organizer=organizer)
        for person in islice(everybody, 10):
            make.seated(held, person)
    return topic, organizer


def timed(work):
    """Return milliseconds of wall time and of processor time, and the result."""
    began, busy = time.perf_counter(), time.process_time()
    result = work()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - busy), result


def report(first, rest, shown, queries):
    people, suggestions, cells, _past_costs = shown
    wall, busy = ([sample[which] for sample in rest] for which in (0, 1))
    say = sys.stdout.write
    say(f"{people} people in {ZONES} zones; {suggestions} best starts, {cells} cells shown\n")
    say(f"first in the process: {first:.0f} ms\n")
    say(f"afterwards:           fastest {min(wall):.0f} ms, median {statistics.median(wall):.0f}, ")
    say(f"slowest {max(wall):.0f}; of the processor {statistics.median(busy):.0f}\n")
    say(f"queries:              {queries}\n")
    return 0 if min(wall) <= MOST_MS and queries <= MOST_QUERIES else 1


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
