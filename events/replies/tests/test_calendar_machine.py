"""Whatever the sequence of changes, the calendar of every person equals the seats of that person.

A state machine calls the verbs of the site, lets mail be sent at any moment or fail, and passes the bytes to
a model of a calendar client: in order, and shuffled with duplicates.
"""

import os
import smtplib
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from unittest import mock
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.timezones.wall_time import Start
from events.calendar import invitations, itip
from events.calendar.tests.calendarclient import Calendar
from events.calendar.tests.mailcheck import violations
from events.lifecycle import colabs
from events.models import CoLab, Registration
from events.registration import seats
from events.replies import handling
from events.replies.tests import replymails
from mailing import outbox
from mailing.models import Message
from mailing.transport import smtp
from participants.models import Participant
from participants.privacy import erasure
from testing import make

MONDAY = datetime(2027, 1, 4, 15, tzinfo=UTC)
STARTS = [MONDAY + timedelta(days=days, hours=hours) for days in (9, 10) for hours in (2, 3, 4)]
TITLES = ["Water", "Water, again", "Wood"]
EXAMPLES = int(os.environ.get("CALENDAR_EXAMPLES", "20"))
PEOPLE = st.integers(0, 3)
COLABS = st.integers(0, 1)


class Site(RuleBasedStateMachine):
    """Two co-labs of two seats, four people, a mail server that may be unavailable."""

    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.clock = time_machine.travel(MONDAY, tick=False)
        self.time = self.clock.start()
        self.organizer = make.organizer()
        self.people = [make.participant() for _ in range(4)]
        self.addresses = [person.email for person in self.people]
        self.colabs = [
            make.colab(seats=2, starts_at=STARTS[0], organizer=self.organizer, title=TITLES[0])
            for _ in range(2)
        ]
        self.mails = defaultdict(list)
        mail.outbox = []

    def teardown(self):
        if not hasattr(self, "savepoint"):
            return
        try:
            self.everyone_looks()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)
            self.clock.stop()

    def _do(self, verb, *arguments, **more):
        with suppress(seats.Refused, colabs.Refused):
            verb(*arguments, **more)

    # --- Seats

    @rule(which=COLABS, who=PEOPLE)
    def join(self, which, who):
        if self.people[who].is_active:
            self._do(seats.join, self.colabs[which], self.people[who])

    @rule(which=COLABS, who=PEOPLE)
    def leave(self, which, who):
        self._do(seats.leave, self.colabs[which], self.people[who])

    @rule(which=COLABS, who=PEOPLE)
    def claim(self, which, who):
        self._do(seats.claim, self.colabs[which], self.people[who])

    @rule(which=COLABS, who=PEOPLE)
    def remove(self, which, who):
        self._do(seats.remove, self.colabs[which], self.organizer, self.people[who])

    @rule(which=COLABS, who=PEOPLE)
    def allow(self, which, who):
        self._do(seats.allow, self.colabs[which], self.organizer, self.people[who])

    @rule(which=COLABS, who=PEOPLE)
    def decline_by_calendar(self, which, who):
        seat = Registration.objects.filter(colab=self.colabs[which], participant=self.people[who]).first()
        if seat and self.people[who].is_active:
            text = replymails.calendar(seat, stamp=f"{timezone.now():%Y%m%dT%H%M%SZ}")
            handling.process(replymails.mail(text, self.addresses[who]))

    @rule(which=COLABS, number=st.integers(1, 3))
    def capacity(self, which, number):
        self._do(seats.set_capacity, self.colabs[which], self.organizer, number)

    # --- Co-labs

    @rule(which=COLABS, start=st.sampled_from(STARTS))
    def move(self, which, start):
        reasons = {"unfriendly_reason": "Because.", "notice_reason": "Because."}
        start = Start(start, ZoneInfo("America/Toronto"))
        self._do(colabs.move, self.colabs[which], self.organizer, start, "Because.", **reasons)

    @rule(
        which=COLABS,
        plan=st.fixed_dictionaries(
            {}, optional={"title": st.sampled_from(TITLES), "minutes": st.sampled_from([30, 45, 60])}
        ),
    )
    def edit(self, which, plan):
        self._do(colabs.edit, self.colabs[which], self.organizer, **plan)

    @rule(which=COLABS, number=st.integers(0, 9))
    def another_room(self, which, number):
        url = f"https://meet.example.org/{number}"
        self._do(colabs.edit, self.colabs[which], self.organizer, room_url=url)

    @rule(which=COLABS, who=PEOPLE)
    def facilitate(self, which, who):
        if self.people[who].is_active:
            self._do(colabs.edit, self.colabs[which], self.organizer, facilitator=self.people[who])

    @rule(which=COLABS)
    @precondition(lambda self: timezone.now() > MONDAY + timedelta(hours=1))
    def call_off(self, which):
        self._do(colabs.call_off, self.colabs[which], self.organizer, "Because.")

    # --- People, time and mail

    @rule(who=PEOPLE)
    @precondition(lambda self: timezone.now() > MONDAY + timedelta(hours=1))
    def close_account(self, who):
        if self.people[who].is_active:
            erasure.erase(self.people[who])
            self.people[who] = Participant.objects.get(pk=self.people[who].pk)

    @rule(minutes=st.sampled_from([1, 50, 60 * 24, 60 * 24 * 4]))
    def time_passes(self, minutes):
        if timezone.now() + timedelta(minutes=minutes) < STARTS[0]:
            self.time.shift(timedelta(minutes=minutes))

    @rule()
    def mail_goes_out(self):
        outbox.send_due()
        self._deliver()

    @rule(times=st.integers(1, 3))
    def mail_server_is_away(self, times):
        """What was rendered until then is sent later unchanged."""
        with mock.patch.object(smtp.SmtpSession, "send", side_effect=smtplib.SMTPServerDisconnected("cut")):
            outbox.send_due(limit=times)

    @rule()
    def everyone_looks(self):
        Message.objects.filter(state=Message.State.WAITING).update(due_at=timezone.now())
        outbox.send_due()
        self._deliver()
        assert not Message.objects.filter(state=Message.State.WAITING).exists()
        for address, person in zip(self.addresses, self.people, strict=True):
            truth = self._truth(person)
            sent = self.mails[address]
            assert _shown(sent, Calendar(remembers=False)) == truth
            assert _shown(_shuffled(sent), Calendar()) == truth

    def _deliver(self):
        for message in mail.outbox:
            [address] = message.to
            if b"text/calendar" in message.content:
                assert violations(message.content) == []
            self.mails[address].append(message.content)
        mail.outbox = []

    def _truth(self, person):
        seats_taken = Registration.objects.seated().filter(
            participant=person, colab__state=CoLab.State.ANNOUNCED
        )
        return {
            str(seat.uid): (seat.colab.starts_at, seat.colab.ends_at, seat.colab.title.replace(",", "\\,"))
            for seat in seats_taken.select_related("colab")
        }


def _shown(mails, calendar):
    for content in mails:
        calendar.receive(content)
    return calendar.entries


def _shuffled(mails):
    """Return them in another order, every third one twice; deterministic."""
    mixed = [*mails, *mails[::3]]
    Random(len(mails)).shuffle(mixed)
    return mixed


@pytest.mark.django_db
def test_every_calendar_is_equal_to_the_truth():
    budget = settings(
        max_examples=EXAMPLES,
        stateful_step_count=25,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example takes many minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(Site, settings=budget)


# --- Sites that are broken on purpose: the machine has to notice


def walk(steps):
    """Run steps of the machine, each (name, arguments), with `everyone_looks` after each."""
    site = Site()
    site.begin()
    try:
        for name, *arguments in [("join", 0, 0), ("everyone_looks",), *steps]:
            getattr(site, name)(*arguments)
            site.everyone_looks()
    finally:
        site.teardown()


MOVE = ("move", 0, STARTS[4])
LEAVE = ("leave", 0, 0)
CALL_OFF = ("call_off", 0)
BROKEN = [
    ("no SEQUENCE raised", "events.lifecycle.colabs._raise_sequences", lambda colab: None, MOVE),
    ("no mail about a move", "events.messages.notifications.moved", lambda colab, move: None, MOVE),
    ("no mail to who leaves", "events.messages.notifications.given_up", lambda registration: None, LEAVE),
    (
        "no mail when it is called off",
        "events.messages.notifications.called_off",
        lambda colab, by=None: None,
        CALL_OFF,
    ),
    ("a cancellation with another UID", "events.lifecycle.letters.invitations.cancel", None, LEAVE),
    (
        "no word when an account is closed",
        "events.registration.offboarding.CANCELLING",
        (),
        ("close_account", 0),
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "instead", "step"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_a_site_that_is_broken_is_noticed(place, instead, step):
    walk([step])
    instead = cancel_another if instead is None else instead

    with mock.patch(place, instead), pytest.raises(AssertionError):
        walk([step])


def cancel_another(registration, uid, sequence):
    shown = invitations.entry(registration.colab, uuid4(), sequence)
    return "CANCEL", itip.cancellation(shown, *invitations._mailboxes(registration), timezone.now())
