"""A verb makes as many queries for three people as for three hundred, or thousands (R-ONE-STATEMENT)."""

import pytest
from django.db import transaction

from colab.tests import verbs
from mailing import outbox
from mailing.models import Message
from testing.queries import recorded

pytestmark = pytest.mark.django_db
BUDGET = 36  # of any verb: the locks, what it reads and changes, and one statement of messages with its check
MESSAGES = {  # of 300 people; fewer where a rule says so
    verbs.reply: 300,
    verbs.mention: 20,
    verbs.report: 300,
    verbs.announce: 301,  # and its organizer, whose calendar gets the hour
    verbs.move: 301,
    verbs.call_off: 300,
    verbs.keep_the_moment: 300,
    verbs.open_more_seats: 9,
    verbs.give_up_a_seat_in_the_last_hours: 301,
    verbs.notify_of_a_follow_up: 300,
}


def named(prepare):
    return prepare.__name__


def queries(prepare, number):
    """Return how many queries a verb makes for this number of people; nothing of it stays."""
    with transaction.atomic():
        call = prepare(verbs.people(number))
        with recorded() as made:
            call()
        transaction.set_rollback(True)
    return len(made)


@pytest.mark.parametrize("prepare", verbs.VERBS, ids=named)
def test_a_verb_makes_as_many_queries_for_three_as_for_three_hundred(prepare):
    """Check R-ONE-STATEMENT."""
    few, many = queries(prepare, 3), queries(prepare, 300)

    assert few == many <= BUDGET


@pytest.mark.parametrize("prepare", [verbs.reply, verbs.announce], ids=named)
def test_a_crowd_of_thousands_costs_the_verb_no_more(prepare):
    assert queries(prepare, 2 * outbox.BATCH) == queries(prepare, 3)


@pytest.mark.parametrize("prepare", MESSAGES, ids=named)
def test_each_of_three_hundred_has_a_message(prepare):
    prepare(verbs.people(300))()

    assert Message.objects.count() == MESSAGES[prepare]


# --- Forgotten on purpose


def test_a_verb_that_writes_to_one_after_the_other_is_seen():
    def one_by_one(crowd):
        return lambda: [outbox.post("report", one, f"report:1:{one.pk}", report=1) for one in crowd]

    assert queries(one_by_one, 30) == 10 * queries(one_by_one, 3)
