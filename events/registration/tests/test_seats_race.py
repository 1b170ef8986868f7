"""Sixteen processes at once (R-ONE-WRITER); bench/seats_race.py runs the same for longer, with figures."""

import pytest
from django.db import connection

from core.web.refusals import Busy
from events.registration import seats
from events.registration.tests import race
from testing import make
from testing.busy import held

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSES, EACH, ROUNDS = 16, 5, 3


def crowd():
    return [make.participant() for _ in range(PROCESSES * EACH)]


def test_ten_seats_are_taken_never_more_and_nobody_is_overtaken():
    people = crowd()

    for _ in range(ROUNDS):
        outcome = race.run(make.colab(), people, PROCESSES, race.patiently)

        assert outcome.errors == []
        assert (outcome.taken, outcome.waiting) == (10, len(people) - 10)
        assert outcome.overtaken == 0


def test_one_person_in_many_tabs_has_one_seat():
    colab, person = make.colab(), make.participant()

    outcome = race.run(colab, [person] * PROCESSES, PROCESSES, race.patiently)

    assert (outcome.taken, outcome.waiting, outcome.errors) == (1, 0, [])
    assert person.messages.count() == 1


def test_the_race_is_one_since_counting_first_oversells():
    people = crowd()
    with connection.cursor() as cursor:
        cursor.execute(race.CONTROL)

    taken = [race.run(make.colab(), people, PROCESSES, race.naively).taken for _ in range(ROUNDS)]

    assert min(taken) > 10


def test_who_waits_too_long_for_the_lock_is_asked_to_try_again():
    colab, person = make.colab(), make.participant()
    with held(colab), pytest.raises(Busy, match="try again"):
        seats.join(colab, person)

    assert seats.join(colab, person).is_seated
