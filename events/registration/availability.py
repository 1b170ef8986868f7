"""What there is to know about a co-lab's seats: how many are free, who is next, who may claim (rules 9-12).

Questions only; `seats` holds the verbs. What decides is asked again there, under the lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q
from django.utils import timezone

from events.models import CoLab, Registration
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

    Counted before a number is looked for: capacity may lie below a number that is held (rule 9).
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
    """The seat of somebody who registers now, or None: nobody overtakes the queue (rules 10 and 12)."""
    if not state.numbers or lineage.must_let_others_go_first(colab, person):
        return None
    if state.is_due and queue(colab).exists():
        return None
    return state.numbers[0]


def is_in_last_hours(colab):
    """Whether a freed seat is for the first to claim it, rather than for the first in the queue (rule 11)."""
    return timezone.now() >= colab.starts_at - LAST_HOURS


def was_offered(colab):
    """Whether seats were opened to be claimed in these last hours."""
    return colab.offered_at is not None and colab.offered_at >= colab.starts_at - LAST_HOURS


def claim_opens(colab, registration):
    """The instant from which this person may claim a free seat (rule 11)."""
    offered = colab.offered_at
    if offered is None or registration.queued_at <= offered:
        return offered or registration.queued_at
    return offered + FIRST_CLAIM


@dataclass(frozen=True)
class Places:
    """The seats of one co-lab, as one person may know of them; `mine` is their registration, also if gone."""

    colab: CoLab
    seated: list[Registration]
    waiting: list[Registration]
    mine: Registration | None
    role: str | None
    kept: bool  # whether a free seat is kept from this person now
    removed: list[Registration]  # for the organizer alone

    @property
    def taken(self):
        return len(self.seated)

    @property
    def free(self):
        return max(self.colab.capacity - self.taken, 0)

    @property
    def kept_until(self):
        """While seats are kept for new people: until when. Else None."""
        return lineage.kept_until(self.colab) if lineage.keeps_seats(self.colab) else None

    @property
    def is_open(self):
        """Whether people may register."""
        return self.colab.is_announced and not self.colab.has_started

    @property
    def state(self):
        """One word for what this person is here: role, seated, waiting, removed or none."""
        if self.role:
            return "role"
        if self.mine is None or (self.mine.status == Registration.Status.GONE and not self.mine.removed):
            return "none"
        return "removed" if self.mine.removed else self.mine.status

    @property
    def seat_at_once(self):
        """Whether somebody who registers now has a seat, rather than a place in the queue."""
        return self.free > 0 and not self.kept and not self._others_first

    @property
    def _others_first(self):
        return bool(self.waiting) and self.kept_until is None

    @property
    def shown(self):
        """What a page shows of them, in short: "numbers-ways"; the ways are what this person can do."""
        numbers = (self.taken, len(self.waiting), self.colab.capacity)
        ways = (self.state, self.is_open, self.seat_at_once, self.why_waiting)
        return "-".join(".".join(map(str, part)) for part in (numbers, ways))

    @property
    def position(self):
        """The place in the queue, from 1; None for those who do not wait."""
        return self.waiting.index(self.mine) + 1 if self.mine in self.waiting else None

    @property
    def claim_opens(self):
        """From when this person, who waits, may claim a seat; None where there is none to claim."""
        if self.state != "waiting" or not self.is_open or not self.free or self.kept:
            return None
        return claim_opens(self.colab, self.mine) if is_in_last_hours(self.colab) else None

    @property
    def may_claim(self):
        return self.claim_opens is not None and self.claim_opens <= timezone.now()

    @property
    def why_waiting(self):
        """ "claim", "later", "kept" or "full"."""
        if self.claim_opens is not None:
            return "claim" if self.may_claim else "later"
        return "kept" if self.kept and self.free else "full"

    @property
    def in_last_hours(self):
        return is_in_last_hours(self.colab)

    @property
    def knows_names(self):
        """Whether this person may see who has a seat (design, "Where asks pull against each other")."""
        if self.role == "organizer":
            return True
        return self.state in {"role", "seated"} and not self.colab.topic.forum.unattributed


def of(colab, person):
    """The Places of a co-lab as `person` (who may be a visitor) may know them."""
    role = colab.role_of(person)
    shown = ~Q(status=Registration.Status.GONE) | Q(participant=person.pk)
    if role == "organizer":
        shown |= Q(removed=True)
    everyone = list(colab.registrations.filter(shown).select_related("participant"))
    may_be_kept = person.is_authenticated and not role
    return Places(
        colab=colab,
        seated=sorted((r for r in everyone if r.is_seated), key=lambda r: r.seat),
        waiting=sorted((r for r in everyone if r.is_waiting), key=lambda r: (r.queued_at, r.pk)),
        mine=next((r for r in everyone if r.participant_id == person.pk), None),
        role=role,
        kept=may_be_kept and lineage.must_let_others_go_first(colab, person),
        removed=[r for r in everyone if r.removed] if role == "organizer" else [],
    )
