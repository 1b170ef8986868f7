"""Two people press Next from sixteen processes at once (R-NEXT-ONCE)."""

import multiprocessing
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.hour import course as courses
from events.hour.tests import presser
from testing import make

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES, EACH = 16, 7  # more than fifty presses by each of the two


def race(colab):
    """Return what each process saw and did, see `presser.press`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["events.hour.tests.presser"])
    barrier, results = context.Barrier(PROCESSES), context.Queue()
    roles = ["organizer", "facilitator"] * (PROCESSES // 2)
    shared = (connection.settings_dict["NAME"], colab.pk)
    children = [
        context.Process(target=presser.press, args=(*shared, role, EACH, barrier, results)) for role in roles
    ]
    for child in children:
        child.start()
    found = [results.get(timeout=120) for _ in children]
    for child in children:
        child.join(timeout=60)
    return found


def test_the_step_moves_as_often_as_distinct_places_were_seen_and_nobody_gets_an_error():
    """Check R-NEXT-ONCE."""
    begun = timezone.now() - timedelta(minutes=10)
    colab = make.colab(starts_at=begun, facilitator=make.participant())
    before = courses.of(colab).version

    found = race(colab)

    seen = set().union(*(places for places, _moves, _errors in found))
    assert [error for *_, errors in found for error in errors] == []
    assert sum(moves for _places, moves, _errors in found) == len(seen) > PROCESSES // 4
    assert courses.of(colab).version - before == len(seen)
