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
from django.conf import settings as django_settings
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
from events.calendar.tests.calendarclient import Calendar, calendar_of, partstat_in
from events.calendar.tests.mailcheck import violations
from events.lifecycle import colabs
from events.models import CoLab, EntryVersion, Registration, RoleEntry
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
    """Two co-labs of two seats, four people beside the organizer, a mail server that may be away."""

    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.clock = time_machine.travel(MONDAY, tick=False)
        self.time = self.clock.start()
        self.organizer = make.organizer()
        self.people = [*(make.participant() for _ in range(4)), self.organizer]
        self.addresses = [person.email for person in self.people]
        self.colabs = [
            make.colab(seats=2, starts_at=STARTS[0], organizer=self.organizer, title=TITLES[0], state="draft")
            for _ in range(2)
        ]
        for colab in self.colabs:
            colabs.announce(colab, self.organizer)
        self.mails = defaultdict(list)
        self.answers = defaultdict(list)  # by UID: (SEQUENCE, PARTSTAT, what was rendered before)
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

    @rule(
        which=COLABS,
        who=st.integers(0, 4),
        partstat=st.sampled_from(["ACCEPTED", "TENTATIVE", "DECLINED"]),
        back=st.integers(0, 2),
    )
    def answer_by_calendar(self, which, who, partstat, back=0):
        """To a version that they were told, or to one of some changes ago, as who reads mail late does."""
        entry = self._entry(which, who)
        told = entry and EntryVersion.objects.filter(uid=entry.uid).order_by("pk").last()
        if told:
            self.time.shift(timedelta(seconds=1))
            sequence = max(told.sequence - back, 0)
            stamp = f"{timezone.now():%Y%m%dT%H%M%SZ}"
            rendered = Message.objects.exclude(content=None).values_list("message_id", flat=True)
            self.answers[str(entry.uid)].append((sequence, partstat, set(rendered)))
            text = replymails.calendar(entry, partstat, stamp=stamp, sequence=sequence)
            handling.process(replymails.mail(text, self.addresses[who]))

    @rule(who=PEOPLE)
    def sender_is_away_and_somebody_comes_back(self, who):
        """Nothing is sent between leaving and coming back."""
        self._do(seats.leave, self.colabs[0], self.people[who])
        if self.people[who].is_active:
            self._do(seats.join, self.colabs[0], self.people[who])

    def relieve(self, which, who):
        self.give_a_role(which, who, "harvester")
        self.everyone_looks()
        self.give_a_role(which, None, "harvester")

    def answered_before(self, which, who):
        self.answer_by_calendar(which, who, "TENTATIVE")
        self.edit(which, {"title": TITLES[1]})

    def hard_on(self, which):
        for title in TITLES:
            self.edit(which, {"title": title})
            self.mail_goes_out()

    def _entry(self, which, who):
        of_person = {"colab": self.colabs[which], "participant": self.people[who]}
        seat = Registration.objects.seated().filter(**of_person).first()
        return seat or RoleEntry.objects.current().filter(**of_person).first()

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

    @rule(which=COLABS, who=st.none() | st.integers(0, 4), role=st.sampled_from(["facilitator", "harvester"]))
    def give_a_role(self, which, who, role):
        """Or take it, for None."""
        person = None if who is None else self.people[who]
        if person is None or person.is_active:
            self._do(colabs.edit, self.colabs[which], self.organizer, **{role: person})

    @rule(which=COLABS, start=st.sampled_from(STARTS), title=st.sampled_from(TITLES), back=st.booleans())
    def changes_pile_up(self, which, start, title, back):
        """The sender is away while it is moved, gets another title and, with `back`, moves back."""
        before = CoLab.objects.get(pk=self.colabs[which].pk).starts_at
        self.move(which, start)
        self.edit(which, {"title": title})
        if back:
            self.move(which, before)

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
            assert _not_rising(sent) == []

    def _deliver(self):
        for message in mail.outbox:
            [address] = message.to
            if b"text/calendar" in message.content:
                assert violations(message.content) == []
                self._carries_the_answer(message, self.mails[address])
            self.mails[address].append(message.content)
        mail.outbox = []

    def _carries_the_answer(self, message, before):
        """Check R-ICS-ATTENDEE: the last answer since the hour became what it is, else the question."""
        method, event = calendar_of(message.content)
        if method != "REQUEST":
            return
        since, asked = int(event["SEQUENCE"]), False
        for content in reversed(before):
            found = calendar_of(content)
            if found and found[1]["UID"] == event["UID"]:
                if asked := found[1]["DTSTART"] != event["DTSTART"] or found[1]["DTEND"] != event["DTEND"]:
                    break
                since = int(found[1]["SEQUENCE"])
        token = str(message.message()["Message-ID"])
        given = [
            partstat
            for sequence, partstat, rendered in self.answers[event["UID"]]
            if sequence >= since and not any(one in token for one in rendered)
        ]
        possible = given[-1:] or (["NEEDS-ACTION"] if asked else ["NEEDS-ACTION", "ACCEPTED"])
        assert partstat_in(message.content) in possible

    def _truth(self, person):
        of_person = {"participant": person, "colab__state": CoLab.State.ANNOUNCED}
        seats_taken = Registration.objects.seated().filter(**of_person).select_related("colab")
        roles = RoleEntry.objects.current().filter(**of_person).select_related("colab")
        assert {entry.colab_id for entry in roles} == self._colabs_with_role(person)
        return {
            str(entry.uid): (
                entry.colab.starts_at,
                entry.colab.ends_at,
                entry.colab.title.replace(",", "\\,"),
            )
            for entry in [*seats_taken, *roles]
        }

    def _colabs_with_role(self, person):
        ahead = CoLab.objects.filter(state=CoLab.State.ANNOUNCED)
        return {colab.pk for colab in ahead.naming(person)}


def _not_rising(mails):
    """Return the UIDs of which a later mail has no later DTSTAMP, or the SEQUENCE of another content."""
    last, found = {}, []
    for content in mails:
        if calendar := calendar_of(content):
            method, event = calendar
            told = method, event["DTSTART"], event["DTEND"], event["SUMMARY"]
            sequence, stamp, before = last.get(event["UID"], (-1, "", None))
            rises = int(event["SEQUENCE"]) > sequence or (
                int(event["SEQUENCE"]) == sequence and told == before
            )
            if event["DTSTAMP"] <= stamp or not rises:
                found.append(event["UID"])
            last[event["UID"]] = int(event["SEQUENCE"]), event["DTSTAMP"], told
    return found


def _shown(mails, calendar):
    for content in mails:
        calendar.receive(content)
    return calendar.entries


def _shuffled(mails):
    """Return them in another order, every third one twice; deterministic."""
    mixed = [*mails, *mails[::3]]
    Random(len(mails)).shuffle(mixed)
    return mixed


@pytest.fixture(autouse=True)
def tireless(monkeypatch):
    """Let organizers move co-labs as often as the machine likes."""
    monkeypatch.setitem(django_settings.COLAB, "limits_of_organizers", 1000)


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
RETITLE = ("edit", 0, {"title": TITLES[2]})
RELIEVED = ("relieve", 0, 1)
HARD_ON = ("hard_on", 0)
ANSWERED = ("answered_before", 0, 0)
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
    ("a cancellation with another UID", "events.messages.versions.invitations.cancel", None, LEAVE),
    (
        "no mail to who has no role any more",
        "events.messages.notifications.role_ended",
        lambda each: None,
        RELIEVED,
    ),
    ("no mail of a new title", "events.messages.notifications.changed", lambda colab: None, RETITLE),
    ("the answer forgotten", "events.messages.versions._answer", lambda *about: None, ANSWERED),
    ("the same moment twice", "events.messages.versions.ONE_SECOND", timedelta(0), HARD_ON),
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


def cancel_another(colab, person, uid, sequence, stamp):
    shown = invitations.entry(colab, uuid4(), sequence)
    return "CANCEL", itip.cancellation(shown, invitations.organizer(), person, stamp)
