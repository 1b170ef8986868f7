"""Many processes that sign up at once, and what is left of it; used by a test and by bench/seats_race.py.

Each process has a connection of its own; all wait at a barrier, then sign people up as fast as possible.
`naively` counts first and inserts then, into a table of its own, with a barrier between the two: it must
oversell, or the race is none.

The processes are forked from a small server, never from the process of the tests, which may have threads, a
running loop and open connections. `events.tests.racer` is what that server imports beforehand.
"""

import multiprocessing
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from django.db import connection, connections, transaction

from events.models import CoLab, Registration
from events.registration import seats
from mailing import wakeup
from participants.models import Participant

CONTROL = "CREATE TABLE IF NOT EXISTS naive_seats (colab bigint, participant bigint)"


@dataclass
class Outcome:
    """Seats `taken`, people `waiting`, `errors` as texts, pairs `overtaken`, `seconds` of each sign-up."""

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
    """Join as somebody who tries again when asked to: a busy machine may need more than three seconds."""
    for _ in range(20):
        with suppress(seats.Refused):
            return seats.join(colab, person)
    return seats.join(colab, person)


def seats_taken_naively(colab):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM naive_seats WHERE colab = %s", [colab.pk])
        return cursor.fetchone()[0]


def run(colab, people, processes, verb=seats.join):
    """Let `processes` sign `people` up for one co-lab at the same time; gives the Outcome."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["events.registration.tests.racer"])
    barrier, answers = context.Barrier(processes), context.Queue()
    database, keys = connection.settings_dict["NAME"], [person.pk for person in people]
    children = [
        context.Process(
            target=_sign_up, args=(database, verb, colab.pk, keys[number::processes], barrier, answers)
        )
        for number in range(processes)
    ]
    for child in children:
        child.start()
    found = [answer for _ in children for answer in answers.get(timeout=120)]
    for child in children:
        child.join(timeout=60)
    return _outcome(colab, found, verb)


def _sign_up(database, verb, colab, keys, barrier, answers):
    """In a child: (person, begun, done, error or None) for each sign-up."""
    wakeup.wake = lambda: None  # connecting sixteen new processes to the broker is not what is measured
    connection.settings_dict["NAME"] = database
    colab = CoLab.objects.get(pk=colab)
    people = Participant.objects.in_bulk(set(keys))
    act = partial(naively, all_have_counted=partial(barrier.wait, 60)) if verb is naively else verb
    told = []
    barrier.wait(timeout=60)
    for key in keys:
        begun, error = time.monotonic(), None
        try:
            act(colab, people[key])
        except Exception as trouble:
            error = repr(trouble)
        told.append((key, begun, time.monotonic(), error))
    answers.put(told)
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
    """How often somebody who had finished before another began comes after them."""
    return sum(
        times[later][1] < times[earlier][0]
        for place, earlier in enumerate(order)
        for later in order[place + 1 :]
    )
