"""Concurrent registrations from many processes, for a test and for bench/seats_race.py.

Each process has its own connection; all wait at a barrier, then register people as fast as possible.
`naively` counts before it inserts, in a table of its own, with a barrier between the two: it must oversell,
otherwise this is no race.

The processes are forked from a small server, never from the process of the tests, which may have threads, a
running loop and open connections. That server imports `events.registration.tests.racer` beforehand.
"""

import multiprocessing
import time
from dataclasses import dataclass, field
from functools import partial

from django.db import connection, connections, transaction

from core.web.refusals import Busy
from events.models import CoLab, Registration
from events.registration import seats
from mailing import wakeup
from participants.models import Participant

CONTROL = "CREATE TABLE IF NOT EXISTS naive_seats (colab bigint, participant bigint)"


@dataclass
class Outcome:
    """`taken` seats, `waiting` people, `errors`, `overtaken` pairs, `seconds` of each registration."""

    taken: int
    waiting: int = 0
    errors: list[str] = field(default_factory=list)
    overtaken: int = 0
    seconds: list[float] = field(default_factory=list)


def naively(colab, person, *, all_have_counted):
    """Count, wait until all have counted, then insert: what R-ONE-WRITER forbids."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM naive_seats WHERE colab = %s", [colab.pk])
        [taken] = cursor.fetchone()
        all_have_counted()
        if taken < colab.capacity:
            cursor.execute("INSERT INTO naive_seats VALUES (%s, %s)", [colab.pk, person.pk])


def patiently(colab, person):
    """Join, and again while the row is locked: a busy machine may need more than three seconds."""
    for _ in range(20):
        try:
            return seats.join(colab, person)
        except Busy:
            continue
    return seats.join(colab, person)


def seats_taken_naively(colab):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM naive_seats WHERE colab = %s", [colab.pk])
        return cursor.fetchone()[0]


def run(colab, people, processes, verb=seats.join):
    """Register `people` for one co-lab concurrently from `processes`. Return the Outcome."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["events.registration.tests.racer"])
    barrier, results = context.Barrier(processes), context.Queue()
    database, keys = connection.settings_dict["NAME"], [person.pk for person in people]
    children = [
        context.Process(
            target=_sign_up, args=(database, verb, colab.pk, keys[number::processes], barrier, results)
        )
        for number in range(processes)
    ]
    for child in children:
        child.start()
    found = [result for _ in children for result in results.get(timeout=120)]
    for child in children:
        child.join(timeout=60)
    return _outcome(colab, found, verb)


def _sign_up(database, verb, colab, keys, barrier, results):
    """Run in a child: put a list of (person, begun, done, error or None) on the queue."""
    wakeup.wake = lambda: None  # connecting sixteen new processes to the broker is not what is measured
    connection.settings_dict["NAME"] = database
    colab = CoLab.objects.get(pk=colab)
    people = Participant.objects.in_bulk(set(keys))
    act = partial(naively, all_have_counted=partial(barrier.wait, 60)) if verb is naively else verb
    rows = []
    barrier.wait(timeout=60)
    for key in keys:
        begun, error = time.monotonic(), None
        try:
            act(colab, people[key])
        except Exception as trouble:
            error = repr(trouble)
        rows.append((key, begun, time.monotonic(), error))
    results.put(rows)
    connections.close_all()


def _outcome(colab, found, verb):
    errors = [error for *_, error in found if error]
    seconds = [done - begun for _, begun, done, _ in found]
    if verb is naively:
        return Outcome(seats_taken_naively(colab), errors=errors, seconds=seconds)
    rows = colab.registrations.all()
    order = [row.participant_id for row in [*rows.seated().order_by("seat"), *rows.waiting()]]
    return Outcome(
        taken=rows.seated().count(),
        waiting=rows.filter(status=Registration.Status.WAITING).count(),
        errors=errors,
        overtaken=_overtaken(order, {person: (begun, done) for person, begun, done, _ in found}),
        seconds=seconds,
    )


def _overtaken(order, times):
    """Return how many people who had finished before another began come after them."""
    return sum(
        times[later][1] < times[earlier][0]
        for place, earlier in enumerate(order)
        for later in order[place + 1 :]
    )
