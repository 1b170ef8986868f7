"""What there is to know about a co-lab's seats: how many are free, who is next, who may claim.

See R-TEN-SEATS, R-QUEUE-ORDER, R-LAST-HOURS and R-SEATS-KEPT.

Questions only; `seats` holds the verbs. What decides is asked again there, under the lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q
from django.utils import timezone

from events.models import Registration
from events.registration import lineage

NUMBERS = range(1, settings.COLAB["seats"] + 1)
LAST_HOURS = settings.COLAB["last_hours"]
FIRST_CLAIM = timedelta(minutes=30)  # for those who waited already when seats were opened


@dataclass(frozen=True)
class State:
    """What is free and who waits, read at once."""

    numbers: list[int]  # the seats to give away, lowest first
    last_queued_at: datetime | None  # when the last of those waiting came; None where nobody waits

    @property
    def is_due(self):
        """Whether somebody waits beside a free seat."""
        return bool(self.numbers) and self.last_queued_at is not None


def state(colab):
    """The State of a co-lab; no number is free when as many are taken as the co-lab has.

    Counted before a number is looked for: capacity may lie below a number that is held (R-TEN-SEATS).
    """
    found = colab.registrations.aggregate(
        taken=ArrayAgg("seat", filter=Q(status=Registration.Status.SEATED), default=[]),
        last=Max("queued_at", filter=Q(status=Registration.Status.WAITING)),
    )
    free = colab.capacity - len(found["taken"])
    numbers = [number for number in NUMBERS if number not in found["taken"]]
    return State(numbers[: max(free, 0)], found["last"])


def queue(colab):
    """Those waiting to whom a free seat may go, in their order."""
    waiting = colab.registrations.waiting()
    return (
        waiting.exclude(participant__in=lineage.had_a_seat(colab)) if lineage.keeps_seats(colab) else waiting
    )


def number_for_newcomer(colab, person, state):
    """The seat of somebody who registers now, or None: nobody overtakes the queue.

    See R-QUEUE-ORDER and R-SEATS-KEPT.
    """
    if not state.numbers or lineage.must_let_others_go_first(colab, person):
        return None
    if state.is_due and queue(colab).exists():
        return None
    return state.numbers[0]


def is_in_last_hours(colab):
    """Whether a freed seat is for the first to claim it, rather than for the first in the queue.

    See R-LAST-HOURS.
    """
    return timezone.now() >= colab.starts_at - LAST_HOURS


def was_offered(colab):
    """Whether seats were opened to be claimed in these last hours."""
    return colab.offered_at is not None and colab.offered_at >= colab.starts_at - LAST_HOURS


def claim_opens(colab, registration):
    """The instant from which this person may claim a free seat (R-LAST-HOURS)."""
    offered = colab.offered_at
    if offered is None or registration.queued_at <= offered:
        return offered or registration.queued_at
    return offered + FIRST_CLAIM
