"""How long does it take to suggest people to one among many?

    .venv/bin/python bench/suggestions.py [people, default 20000]

Each person has two offers, a need, and watches five tags; the lines are made of common words, so that many
meet. Prints the median time of both lists of suggestions, of people who know sixty others, and the queries.
"""

import random
import statistics
import sys
import time
from importlib import import_module

import scratch
from django.db import connection
from django.test.utils import CaptureQueriesContext

WORDS = [  # many lines have one in common
    *("letters", "forms", "grants", "counters", "maps", "budgets", "shelters"),
    *("libraries", "permits", "storms", "schools", "clinics", "roads", "buses"),
    *("parks", "water", "housing", "taxes", "archives", "elections", "fences"),
    *("bridges", "gardens", "markets", "training", "data", "privacy", "signs"),
    *("calls", "queues", "visits", "reports", "audits", "volunteers", "neighbours"),
    *("translation", "safety", "staff", "meetings", "plans"),
]
TAGS, KNOWN, TRIES, BATCH = 200, 60, 30, 2000


def fill(number, chance):
    models = import_module("network.models")
    people = import_module("participants.models").Participant
    forums = import_module("forums.models")
    rows = people.objects.bulk_create(
        [
            people(
                email=f"p{n}@example.org",
                name=f"Person {n}",
                listed=True,
                zone="America/Toronto",
                district=f"D{n % 90}",
            )
            for n in range(number)
        ],
        BATCH,
    )
    tags = list(forums.Tag.objects.make([f"tag {n}" for n in range(TAGS)]))
    forums.Watch.objects.bulk_create(
        [forums.Watch(participant=one, tag=tag) for one in rows for tag in chance.sample(tags, 5)], BATCH
    )
    lines = models.Offer.objects.bulk_create(
        [
            models.Offer(participant=one, is_need=is_need, text=" ".join(chance.sample(WORDS, 4)))
            for one in rows
            for is_need in (True, False, False)
        ],
        BATCH,
    )
    through = models.Offer.tags.through
    through.objects.bulk_create([through(offer=line, tag=chance.choice(tags)) for line in lines], BATCH)
    pairs = {
        tuple(sorted((one.pk, other.pk)))
        for one in rows[:TRIES]
        for other in chance.sample(rows, KNOWN)
        if one != other
    }
    models.Connection.objects.bulk_create(
        [models.Connection(first_id=a, second_id=b) for a, b in pairs], BATCH
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def main(number):
    with scratch.database():
        suggestions = import_module("network.suggestions.suggestions")
        rows = fill(number, random.Random(1))  # noqa: S311
        suggestions.people(rows[0]), suggestions.pairs(rows[0])  # warm up
        for name, suggest in (("people", suggestions.people), ("pairs", suggestions.pairs)):
            taken = []
            for person in rows[:TRIES]:
                start = time.perf_counter()
                found = suggest(person)
                taken.append((time.perf_counter() - start) * 1000)
                assert found
            with CaptureQueriesContext(connection) as queries:
                suggest(rows[1])
            print(
                f"{name}: {statistics.median(taken):.1f} ms, {max(taken):.1f} at most; {len(queries)} queries"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
