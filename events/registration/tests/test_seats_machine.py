"""Random sequences of the seat verbs, compared with a reference model.

See R-TEN-SEATS, R-QUEUE-ORDER, R-LAST-HOURS and R-SEATS-KEPT.

The model applies the rules to lists; after each step the database must be equal to it.
"""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.conf import settings as site
from django.utils import timezone
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.timezones.wall_time import Start
from events.lifecycle import colabs
from events.registration import seats
from testing import make

CROWD = 4
LAST_HOURS, HALF_HOUR, KEPT = timedelta(hours=3), timedelta(minutes=30), timedelta(days=3)
WORKDAY = datetime(2027, 1, 12, 19, tzinfo=UTC)


class Model:
    """Seated (in order), waiting and removed people with their times, and the instant of the last offer.

    `first`: for whom its seats are kept; None if it is no follow-up.
    """

    def __init__(self, start, capacity, first=None):
        self.start, self.capacity, self.first = start, capacity, first
        self.seated, self.waiting, self.removed = [], [], set()
        self.queued, self.offered, self.off = {}, None, False

    def open(self, now):
        return not self.off and now < self.start

    def last_hours(self, now):
        return now >= self.start - LAST_HOURS

    def queue(self, now):
        """Return who waits and may be served, in order."""
        kept = self.first is not None and now < self.start - KEPT
        return [who for who in self.waiting if not kept or who in self.first]

    def goes_first(self, who, now):
        return self.first is None or now >= self.start - KEPT or who in self.first

    def free(self):
        return self.capacity - len(self.seated)

    def join(self, who, now):
        """Return whether it is allowed."""
        if who in self.seated or who in self.waiting:
            return True
        if not self.open(now) or who in self.removed:
            return False
        if self.free() > 0 and self.goes_first(who, now) and not self.queue(now):
            self.seated.append(who)
        else:
            self.waiting.append(who)
            self.queued[who] = now
        return True

    def leave(self, who, now):
        if who in self.waiting:
            self.waiting.remove(who)
        elif who in self.seated:
            self.seated.remove(who)
            self.give(now, freed=True)

    def remove(self, who, now):
        if who in self.seated or who in self.waiting:
            self.removed.add(who)
        self.leave(who, now)

    def claim(self, who, now):
        if who in self.seated:
            return True
        if who not in self.queue(now) or not self.open(now) or self.free() <= 0:
            return False
        if self.offered and self.queued[who] > self.offered and now < self.offered + HALF_HOUR:
            return False
        self.waiting.remove(who)
        self.seated.append(who)
        return True

    def resize(self, capacity, now):
        if capacity < len(self.seated) or (capacity != self.capacity and now >= self.start):
            return False
        grew = capacity > self.capacity
        self.capacity = capacity
        self.give(now, freed=grew)
        return True

    def move(self, start, now):
        self.start, self.offered = start, None
        self.give(now)

    def give(self, now, freed=False):
        if not self.open(now):
            return
        if not self.last_hours(now):
            for who in self.queue(now)[: max(self.free(), 0)]:
                self.waiting.remove(who)
                self.seated.append(who)
        elif self.free() > 0 and self.waiting and (freed or not self.was_offered()):
            self.offered = now

    def was_offered(self):
        return self.offered is not None and self.offered >= self.start - LAST_HOURS


def names(rows):
    return set(rows.values_list("participant", flat=True))


class SeatsMachine(RuleBasedStateMachine):
    """Each step takes a second, now and then an hour; the co-lab starts hours ahead, a follow-up days."""

    people = st.integers(0, CROWD - 1)

    def __init__(self):
        super().__init__()
        self.clock = time_machine.travel(WORKDAY - timedelta(days=4), tick=False)
        self.traveller = self.clock.start()
        self.crowd = [make.participant() for _ in range(CROWD)]

    def teardown(self):
        self.clock.stop()

    @initialize(
        kind=st.sampled_from([None, "open", "learning", "healing"]),
        first=st.sets(people, min_size=1, max_size=CROWD - 1),
        capacity=st.integers(1, 2),
        hours=st.sampled_from([5, 2, 2, 1]),
    )
    def announce(self, kind, first, capacity, hours):
        """All seats are taken and somebody waits, or it is a follow-up: from here on it is interesting."""
        self.colab = self.follow_up(kind, first, capacity) if kind else self.alone(capacity)
        self.model = Model(WORKDAY, capacity, first if kind else None)
        before = KEPT + timedelta(hours=1) if kind else timedelta(hours=hours)
        self.traveller.move_to(WORKDAY - before)
        for who in range(capacity + 1):
            self.join(who)
            self.traveller.shift(timedelta(seconds=1))

    def alone(self, capacity):
        return make.colab(seats=capacity, starts_at=WORKDAY)

    def follow_up(self, kind, first, capacity):
        """Its seats are kept for these first ones, and for an hour more."""
        forum = make.forum(kind=kind, is_public=kind != "healing")
        earlier = make.held_colab(topic=make.topic(forum=forum))
        line = {"topic": earlier.topic, "follows": earlier, "first": earlier}
        colab = make.colab(seats=capacity, starts_at=WORKDAY, announced_at=self.now, **line)
        others = set(range(CROWD)) - first
        for who in others if kind == "open" else first:
            make.seated(earlier, self.crowd[who], attendance="came" if kind == "healing" else None)
        for who in range(CROWD):
            late = timedelta(seconds=1 if kind == "learning" and who in others else 0)
            make.membership(forum, self.crowd[who], joined_at=self.now + late)
        return colab

    @property
    def now(self):
        return timezone.now()

    @property
    def ended(self):
        return self.now >= self.model.start + timedelta(hours=1)

    def compare(self, allowed, verb, *arguments):
        """Call a verb, and compare whether it is refused with the model."""
        try:
            verb(self.colab, *arguments)
            refused = False
        except (seats.Refused, colabs.Refused):
            refused = True
        assert refused is not allowed

    def closed(self):
        return self.model.off or self.ended

    def end(self, who, change, verb, *arguments):
        """End a registration, in the model and by a verb."""
        there = who in self.model.seated or who in self.model.waiting
        allowed = not (there and self.closed())
        if there and allowed:
            change(who, self.now)
        self.compare(allowed, verb, *arguments, self.crowd[who])

    @rule(minutes=st.sampled_from([1, 10, 31]))
    def wait(self, minutes):
        self.traveller.shift(timedelta(minutes=minutes))

    @rule(who=people)
    def join(self, who):
        if who not in [*self.model.seated, *self.model.waiting, *self.model.removed]:
            self.model.give(self.now)  # who is refused, or is in already, serves nobody
        self.compare(self.model.join(who, self.now), partial(seats.join, agrees=True), self.crowd[who])

    @rule(who=people)
    def leave(self, who):
        self.end(who, self.model.leave, seats.leave)

    @rule(who=people)
    def claim(self, who):
        before = deepcopy(self.model)
        if who in self.model.waiting and self.model.open(self.now):
            self.model.give(self.now)
        allowed = self.model.claim(who, self.now)
        if not allowed:
            self.model = before  # a refusal takes back whom it has served
        self.compare(allowed, partial(seats.claim, agrees=True), self.crowd[who])

    @rule(who=people)
    def remove(self, who):
        self.end(who, self.model.remove, seats.remove, self.colab.organizer)

    @rule(who=people)
    def allow(self, who):
        self.model.removed.discard(who)
        seats.allow(self.colab, self.colab.organizer, self.crowd[who])

    @rule(capacity=st.integers(1, 3))
    def resize(self, capacity):
        allowed = not self.closed() and self.model.resize(capacity, self.now)
        self.compare(allowed, seats.set_capacity, self.colab.organizer, capacity)

    @rule()
    def minute(self):
        if self.model.waiting:
            self.model.give(self.now)
        seats.serve_all_due()

    @precondition(lambda self: not self.model.off and self.now < self.model.start)
    @rule(hours=st.sampled_from([-4, -1, 1, 4]))
    def move(self, hours):
        start = self.model.start + timedelta(hours=hours)
        assume(start > self.now)
        reasons = {"unfriendly_reason": "It must be.", "notice_reason": "It must be."}
        colabs.move(self.colab, self.colab.organizer, Start(start, self.colab.zone), "We must.", **reasons)
        self.model.move(start, self.now)

    @precondition(lambda self: self.now > self.model.start - HALF_HOUR)
    @rule()
    def call_off(self):
        allowed = self.model.off or not self.ended
        self.model.off = self.model.off or allowed
        self.compare(allowed, colabs.call_off, self.colab.organizer, "A storm.")

    @invariant()
    def the_database_says_the_same(self):
        if not hasattr(self, "model"):
            return
        self.traveller.shift(timedelta(seconds=1))
        rows = self.colab.registrations
        assert names(rows.seated()) == {self.crowd[who].pk for who in self.model.seated}
        assert [row.participant_id for row in rows.waiting()] == [
            self.crowd[who].pk for who in self.model.waiting
        ]
        self.colab.refresh_from_db()
        assert self.colab.offered_at == self.model.offered
        assert self.colab.is_called_off == self.model.off

    @invariant()
    def seats_have_numbers_of_their_own(self):
        if not hasattr(self, "model"):
            return
        self.colab.refresh_from_db()
        numbers = list(self.colab.registrations.seated().values_list("seat", flat=True))
        assert len(numbers) == len(set(numbers)) <= self.colab.capacity
        assert set(numbers) <= set(range(1, 11))


@pytest.fixture(autouse=True)
def tireless(monkeypatch):
    """Let organizers move co-labs as often as the machine likes."""
    monkeypatch.setitem(site.COLAB, "limits_of_organizers", 1000)


@pytest.mark.django_db
def test_whatever_happens_the_rules_hold():
    run_state_machine_as_test(
        SeatsMachine, settings=settings(max_examples=30, stateful_step_count=30, deadline=None)
    )
