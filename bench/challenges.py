"""How long do the lists of challenges take, whose stages are worked out from rows?

    .venv/bin/python bench/challenges.py [challenges, default 10000]

A half of them is only named, a quarter is tried, a tenth has an output, a twentieth is spreading; as many
topics are no challenge. Prints, for each page, the median time of a request, the number of queries, and the
size of the page.
"""

import statistics
import sys
import time
from importlib import import_module

import scratch
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

TRIES, BATCH, PLACES = 15, 2000, 3
PAGES = ("/challenges/", "/challenges/?stage=1", "/challenges/?stage=3", "/challenges/?stage=5")


def fill(number):
    forums, learning = import_module("forums.models"), import_module("learning.models")
    forum = forums.Forum.objects.create(name="A lab", slug="a-lab", kind="lab", purpose="To try things out")
    people = _people(PLACES + 1)
    author, now = people[0], timezone.now()
    some = {"forum": forum, "author": author, "created_at": now, "last_post_at": now}
    topics = forums.Topic.objects.bulk_create(
        [
            forums.Topic(title=f"Challenge {n}", slug=f"challenge-{n}", is_challenge=n % 2 == 0, **some)
            for n in range(2 * number)
        ],
        BATCH,
    )[::2]
    sentences = dict.fromkeys(("if_we", "then", "test_by", "share_by"), "write shorter")
    tried = learning.Experiment.objects.bulk_create(
        [learning.Experiment(topic=one, author=author, share_on=now, **sentences) for one in topics[::4]],
        BATCH,
    )
    learning.Trial.objects.bulk_create(
        [learning.Trial(experiment=one, participant=author, state="taken-up") for one in tried], BATCH
    )
    _kept(learning, topics, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people(number):
    people = import_module("participants.models").Participant
    rows = [
        people(email=f"p{n}@example.org", name=f"Person {n}", zone="America/Toronto") for n in range(number)
    ]
    return people.objects.bulk_create(rows)


def _kept(learning, topics, people):
    shown = {"state": "published", "published_at": timezone.now(), "kind": "tool", "licence": "cc0-1.0"}
    outputs = learning.Output.objects.bulk_create(
        [
            learning.Output(topic=one, author=people[0], title="A letter", text="Shorter.", **shown)
            for one in topics[::10]
        ],
        BATCH,
    )
    learning.Use.objects.bulk_create(
        [
            learning.Use(output=one, participant=person, organization_key=f"office {n}")
            for one in outputs[::2]
            for n, person in enumerate(people[1:])
        ],
        BATCH,
    )


def main(number):
    with scratch.database():
        client = import_module("django.test").Client()
        fill(number)
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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
