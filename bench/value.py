"""How long does `/value/` take from stored readings, and how long does it take to store them?

    .venv/bin/python bench/value.py [co-labs, default 10000]

The co-labs are spread over a year, in ten spaces, with four seats each of whom all came, a note each, and one
experiment told and one use in a hundred. Prints the median time and queries of the page and of
its file, and the time of one reading of all spaces.
"""

import statistics
import sys
import time
from datetime import timedelta
from importlib import import_module

import scratch
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

TRIES, BATCH, SPACES, SEATS, CROWD = 25, 2000, 10, 4, 500
PAGES = ("/value/", "/forums/space-1/value/", "/value.csv")


def fill(number):
    models = import_module("forums.models")
    spaces = models.Forum.objects.bulk_create(
        models.Forum(name=f"Space {n}", slug=f"space-{n}", kind="practice", purpose="To learn")
        for n in range(SPACES)
    )
    people, now = _people(), timezone.now()
    some = {"author": people[0], "created_at": now, "last_post_at": now}
    topics = models.Topic.objects.bulk_create(
        models.Topic(title=f"Topic {n}", slug=f"topic-{n}", forum=space, **some)
        for n, space in enumerate(spaces)
    )
    hours = _hours(number, topics, people[0], now)
    _what_came(hours, topics, people, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # else it is done beside what is measured


def _people():
    model = import_module("participants.models").Participant
    return model.objects.bulk_create(
        model(email=f"p{n}@example.org", name=f"Person {n}", zone="America/Toronto") for n in range(CROWD)
    )


def _hours(number, topics, organizer, now):
    model = import_module("events.models").CoLab
    starts = [now - timedelta(hours=2, minutes=n * 500_000 // number) for n in range(number)]
    return model.objects.bulk_create(
        (
            model(
                topic=topics[n % SPACES],
                organizer=organizer,
                title=f"Hour {n}",
                question="How?",
                state="announced",
                starts_at=start,
                ends_at=start + timedelta(minutes=60),
                zone="America/Toronto",
                wall_time=start.strftime("%Y-%m-%dT%H:%M"),
                capacity=10,
                chosen_for="popularity",
                room_url="https://meet.example.org/room",
            )
            for n, start in enumerate(starts)
        ),
        BATCH,
    )


def _what_came(hours, topics, people, now):
    events, followups = import_module("events.models"), import_module("followups.models")
    seats = [
        (hour, people[(n * 7 + at) % CROWD], at + 1) for n, hour in enumerate(hours) for at in range(SEATS)
    ]
    events.Registration.objects.bulk_create(
        (
            events.Registration(colab=hour, participant=one, status="seated", seat=seat, seated_at=now)
            for hour, one, seat in seats
        ),
        BATCH,
    )
    events.Attendance.objects.bulk_create(
        (
            events.Attendance(colab=hour, participant=one, mark="came", source="door")
            for hour, one, _ in seats
        ),
        BATCH,
    )
    followups.Insight.objects.bulk_create(
        (
            followups.Insight(colab=hour, author=one, text="Ask less.", html="<p>Ask less.</p>")
            for hour, one, _seat in seats
        ),
        BATCH,
    )
    _tried(len(hours) // 100, topics, people, now)


def _tried(number, topics, people, now):
    learning = import_module("learning.models")
    sentences = dict.fromkeys(("if_we", "then", "test_by", "share_by"), "write shorter")
    tried = learning.Experiment.objects.bulk_create(
        learning.Experiment(topic=topics[n % SPACES], author=people[0], share_on=now, **sentences)
        for n in range(number)
    )
    learning.Trial.objects.bulk_create(
        learning.Trial(
            experiment=one, participant=people[n % CROWD], state="told", showed="partly", told_at=now
        )
        for n, one in enumerate(tried)
    )
    shown = {"state": "published", "published_at": now, "kind": "tool", "licence": "cc0-1.0"}
    outputs = learning.Output.objects.bulk_create(
        learning.Output(
            topic=topics[n % SPACES], author=people[0], title="A letter", text="Shorter.", **shown
        )
        for n in range(number)
    )
    learning.Use.objects.bulk_create(
        learning.Use(
            output=one,
            participant=people[n % CROWD],
            organization_key=f"office {n % CROWD}",
            district=f"District {n % 40}",
        )
        for n, one in enumerate(outputs)
    )


def _timed(client, address):
    client.get(address)
    taken = []
    for _try in range(TRIES):
        start = time.perf_counter()
        client.get(address)
        taken.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return f"{address} {statistics.median(taken):.0f} ms, {len(queries)} queries"


def _read():
    start = time.perf_counter()
    import_module("learning.value.readings").take_due()
    return time.perf_counter() - start


def main(number):
    with scratch.database():
        fill(number)
        first, again = _read(), _read()
        client = import_module("django.test").Client()
        pages = "; ".join(_timed(client, address) for address in PAGES)
        print(f"{number} co-labs: {pages}; a year read in {first:.1f} s, a month anew in {again:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
