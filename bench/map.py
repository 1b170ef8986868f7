"""How long does the map take?

    .venv/bin/python bench/map.py [people, default 2000] [connections, default 10000]

People of 90 districts and 300 organizations, a tenth of whom do not show themselves. Prints, for each page,
the median time of a request, the number of queries, and the size of the page.
"""

import random
import statistics
import sys
import time
from importlib import import_module

import scratch
from django.db import connection
from django.test.utils import CaptureQueriesContext

TRIES, BATCH = 15, 2000
PAGES = ("/map/", "/map/?by=organization", "/map/?group=District+7", "/map.csv", "/me/map/")


def fill(number, pairs, dice):
    people = import_module("participants.models").Participant
    network = import_module("network.models")
    rows = people.objects.bulk_create(
        [
            people(
                email=f"p{n}@example.org",
                name=f"Person {n}",
                zone="America/Toronto",
                district=f"District {dice.randrange(90)}",
                organization=f"Organization {dice.randrange(300)}",
                on_map=n % 10 != 9,
            )
            for n in range(number)
        ],
        BATCH,
    )
    chosen = set()
    while len(chosen) < pairs:
        one, other = dice.sample(rows, 2)
        chosen.add(tuple(sorted((one.pk, other.pk))))
    network.Connection.objects.bulk_create(
        [network.Connection(first_id=one, second_id=other) for one, other in sorted(chosen)], BATCH
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def main(number, pairs):
    with scratch.database():
        client = import_module("django.test").Client()
        client.force_login(fill(number, pairs, random.Random(1))[0])  # noqa: S311  the same each time
        for address in PAGES:
            client.get(address)
            taken = []
            for _try in range(TRIES):
                start = time.perf_counter()
                answer = client.get(address)
                taken.append((time.perf_counter() - start) * 1000)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            size = len(answer.content) / 1024
            print(f"{address}: {statistics.median(taken):.0f} ms, {len(queries)} queries, {size:.0f} KB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3])) if len(sys.argv) > 2 else main(2000, 10_000)
