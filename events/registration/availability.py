"""Queries about the seats of a co-lab: free seats, the queue, claims. `seats` holds the verbs.

See R-TEN-SEATS, R-QUEUE-ORDER, R-LAST-HOURS and R-SEATS-KEPT.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import ngettext

from events.models import Registration
from events.registration import lineage

NUMBERS = range(1, settings.COLAB["seats"] + 1)
LAST_HOURS = settings.COLAB["last_hours"]
FIRST_CLAIM = timedelta(minutes=30)  # reserved for those who already waited when seats were offered


@dataclass(frozen=True)
class State:
    """Free seats and the queue, read in one query."""

    numbers: list[int]  # free seats, in ascending order
    last_queued_at: datetime | None  # of the last in the queue; None if it is empty

    @property
    def is_due(self):
        return bool(self.numbers) and self.last_queued_at is not None


def state(colab):
    """Return the State of a co-lab.

    Taken seats are counted before a free number is looked for: the capacity may be below a number that is
    held (R-TEN-SEATS).
    """
    found = colab.registrations.aggregate(
        taken=ArrayAgg("seat", filter=Q(status=Registration.Status.SEATED), default=[]),
        last=Max("queued_at", filter=Q(status=Registration.Status.WAITING)),
    )
    free = colab.capacity - len(found["taken"])
    numbers = [number for number in NUMBERS if number not in found["taken"]]
    return State(numbers[: max(free, 0)], found["last"])


def queue(colab):
    waiting = colab.registrations.waiting().of_readers()
    return waiting.filter(lineage.goes_first(colab)) if lineage.keeps_seats(colab) else waiting


def number_for_newcomer(colab, person, state):
    """Return the seat number for somebody who registers now, or None if they have to wait.

    See R-QUEUE-ORDER and R-SEATS-KEPT.
    """
    if not state.numbers or lineage.must_let_others_go_first(colab, person):
        return None
    if state.is_due and queue(colab).exists():
        return None
    return state.numbers[0]


def is_in_last_hours(colab):
    """Return whether freed seats are claimed rather than assigned (R-LAST-HOURS)."""
    return timezone.now() >= colab.starts_at - LAST_HOURS


def was_offered(colab):
    return colab.offered_at is not None and colab.offered_at >= colab.starts_at - LAST_HOURS


def claim_opens(colab, registration):
    """Return the instant from which a person in the queue may claim a seat (R-LAST-HOURS)."""
    offered = colab.offered_at
    if offered is None or registration.queued_at <= offered:
        return offered or registration.queued_at
    return offered + FIRST_CLAIM


def too_few(taken):
    """Return why a co-lab cannot have fewer seats than `taken`."""
    text = ngettext(
        "%(taken)s seat is taken: there cannot be fewer.",
        "%(taken)s seats are taken: there cannot be fewer.",
        taken,
    )
    return text % {"taken": taken}
