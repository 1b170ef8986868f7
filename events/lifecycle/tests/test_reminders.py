"""Reminders and wrap-ups, computed from the current state.

See R-REMINDERS-COMPUTED, R-REMINDER-LATE and R-TIME-ELAPSED.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from core.timezones.wall_time import Start
from events.lifecycle import colabs, reminders
from events.registration import seats
from mailing import outbox
from mailing.models import Message
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db

UTC = ZoneInfo("UTC")
NOW = datetime(2027, 1, 4, 15, 0, tzinfo=UTC)
START = datetime(2027, 1, 14, 19, 0, tzinfo=UTC)
KINDS = ("reminder-day", "reminder-hour", "wrap-up")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def colab():
    return make.colab(starts_at=START)


def seat(colab):
    person = make.participant()
    seats.join(colab, person)
    return person


@pytest.fixture
def at(now, mailoutbox):
    """Return a function: travel to an instant, run `tick` and the sender, return the kinds by recipient."""

    def go(instant):
        now.move_to(instant)
        reminders.tick()
        del mailoutbox[:]
        outbox.send_due()
        assert not Message.objects.exclude(trouble="").exists()
        rows = Message.objects.filter(state="sent", settled_at=instant, kind__in=KINDS)
        return {row.recipient: row.kind for row in rows}

    return go


def only(person, got):
    return got.get(person)


def test_a_seat_is_reminded_a_day_and_an_hour_before_and_asked_for_its_thoughts_after(colab, at):
    person = seat(colab)
    got = [
        only(person, at(instant))
        for instant in (
            START - DAY - MINUTE,
            START - DAY,
            START - DAY + MINUTE,
            START - HOUR - MINUTE,
            START - HOUR,
            START - HOUR + MINUTE,
            START,
            START + HOUR - MINUTE,
            START + HOUR,
            START + HOUR + MINUTE,
        )
    ]
    day, hour, after = "reminder-day", "reminder-hour", "wrap-up"
    assert got == [None, day, None, None, hour, None, None, None, after, None]


def test_people_with_a_role_are_reminded_and_asked_too(at):
    roles = {role: make.participant() for role in ("facilitator", "harvester")}
    colab = make.colab(starts_at=START, **roles)
    everyone = {colab.organizer, *roles.values()}

    assert at(START - DAY) == dict.fromkeys(everyone, "reminder-day")
    assert at(START - HOUR) == dict.fromkeys(everyone, "reminder-hour")
    assert at(START + HOUR) == dict.fromkeys(everyone, "wrap-up")


def test_who_waits_is_not_reminded(at):
    colab = make.colab(starts_at=START, seats=1)
    seat(colab)
    waits = seat(colab)

    assert waits not in at(START - DAY)
    assert waits not in at(START - HOUR)
    assert waits not in at(START + HOUR)


def test_after_an_outage_a_reminder_comes_late_rather_than_never(colab, at):
    person = seat(colab)

    assert only(person, at(START - 5 * HOUR)) == "reminder-day"


def test_after_an_outage_of_a_day_only_the_last_one_comes(colab, at):
    person = seat(colab)

    assert only(person, at(START - 10 * MINUTE)) == "reminder-hour"
    assert only(person, at(START - 9 * MINUTE)) is None


def test_never_after_the_start(colab, at):
    person = seat(colab)

    assert only(person, at(START)) is None
    assert not Message.objects.filter(kind__startswith="reminder").exists()


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        (DAY + HOUR, ["reminder-day", "reminder-hour"]),
        (DAY + 20 * MINUTE, ["reminder-hour"]),
        (23 * HOUR, ["reminder-hour"]),
        (2 * HOUR, ["reminder-hour"]),
        (HOUR + 30 * MINUTE, ["reminder-hour"]),
        (HOUR + 20 * MINUTE, []),
        (30 * MINUTE, []),
    ],
)
def test_no_reminder_follows_at_once_on_an_invitation(colab, at, now, before, kinds):
    """Check R-REMINDER-LATE."""
    now.move_to(START - before)
    person = seat(colab)
    minutes = [START - before + n * 10 * MINUTE for n in range(int(before / (10 * MINUTE)) + 1)]

    got = [only(person, at(instant)) for instant in minutes]

    assert [kind for kind in got if kind] == kinds


def test_a_reminder_that_waited_is_not_sent_to_who_left(colab, now, mailoutbox):
    person = seat(colab)
    now.move_to(START - DAY)
    reminders.post_due()
    seats.leave(colab, person)
    outbox.send_due()

    assert Message.objects.get(kind="reminder-day", recipient=person).state == "dropped"


def test_a_move_moves_the_reminders(colab, at, now):
    person = seat(colab)
    assert only(person, at(START - DAY)) == "reminder-day"
    colabs.move(colab, colab.organizer, Start(START + 8 * DAY, ZoneInfo("America/Toronto")), "Snow")

    assert only(person, at(START - HOUR)) is None
    assert only(person, at(START + 7 * DAY)) == "reminder-day"
    assert only(person, at(START + 8 * DAY - HOUR)) == "reminder-hour"


def test_a_reminder_written_before_a_move_is_not_sent_after_it(colab, now, mailoutbox):
    person = seat(colab)
    now.move_to(START - DAY)
    reminders.post_due()
    colabs.move(colab, colab.organizer, Start(START + 8 * DAY, ZoneInfo("America/Toronto")), "Snow")
    outbox.send_due()

    rows = Message.objects.filter(kind="reminder-day").order_by("pk")
    assert {row.recipient: row.state for row in rows} == {person: "dropped", colab.organizer: "dropped"}


def test_who_hears_of_a_move_less_than_a_day_before_gets_the_last_reminder_alone(colab, at, now):
    person = seat(colab)
    now.move_to(START - 2 * DAY)
    colab.starts_at, colab.ends_at = START - DAY, START - DAY + HOUR
    colab.save(update_fields=["starts_at", "ends_at"])
    now.move_to(START - DAY - 20 * HOUR)
    colab.moves.create(
        from_start=START, to_start=START - DAY, reason="Snow", moved_at=START - DAY - 20 * HOUR
    )

    assert only(person, at(START - DAY - 19 * HOUR)) is None
    assert only(person, at(START - DAY - HOUR)) == "reminder-hour"


def test_calling_off_ends_the_reminders(colab, at, now):
    person = seat(colab)
    now.move_to(START - DAY)
    reminders.post_due()
    colabs.call_off(colab, colab.organizer, "Too few")
    at(START - DAY + MINUTE)

    assert Message.objects.get(kind="reminder-day", recipient=person).state == "dropped"
    assert only(person, at(START - HOUR)) is None
    assert only(person, at(START + HOUR)) is None


def test_who_turned_a_kind_off_gets_none_of_it(colab, at):
    person = seat(colab)
    person.notices_off = ["reminder-day", "wrap-up"]
    person.save(update_fields=["notices_off"])

    assert [only(person, at(when)) for when in (START - DAY, START - HOUR, START + HOUR)] == [
        None,
        "reminder-hour",
        None,
    ]


def test_a_day_is_twenty_four_hours_also_when_clocks_change(at, now):
    """Check R-TIME-ELAPSED."""
    start = datetime(2027, 3, 14, 18, 0, tzinfo=UTC)  # the clocks of Toronto go forward that morning
    person = seat(make.colab(starts_at=start, zone="America/Toronto"))

    assert only(person, at(start - DAY - MINUTE)) is None
    assert only(person, at(start - DAY)) == "reminder-day"


def test_wrap_ups_stop_a_week_after_the_end(colab, at):
    person = seat(colab)

    assert only(person, at(START + HOUR + 8 * DAY)) is None


def test_the_wrap_up_links_to_what_comes_after(colab, at, mailoutbox):
    person = seat(colab)
    at(START + HOUR)
    [mail] = [mail for mail in mailoutbox if mail.to == [person.email]]

    assert f"http://testserver{reverse('followups:after', args=[colab.pk])}" in mail.body


def test_the_last_reminder_links_to_the_page_of_the_hour(colab, at, mailoutbox):
    person = seat(colab)
    address = f"http://testserver{reverse('events:hour', args=[colab.pk])}"

    at(START - DAY)
    at(START - HOUR)

    *before, last = [mail for mail in mailoutbox if mail.to == [person.email]]
    assert address in last.body
    assert last.body.index(address) < last.body.index("You cannot come?")
    assert [mail for mail in before if address in mail.body] == []


def test_who_was_not_in_the_lineage_first_gets_a_kept_seat_then_the_queue_is_served(at, now):
    person = make.participant()
    before = make.held_colab(starts_at=NOW - DAY, people=[person])
    colab = make.colab(starts_at=START, follows=before, first=before)
    seats.join(colab, person)

    reminders.tick()
    assert colab.registrations.get().is_waiting
    now.move_to(START - 3 * DAY)
    reminders.tick()
    assert colab.registrations.get().is_seated


@pytest.mark.parametrize("number", [1, 8])
def test_a_minute_costs_the_same_for_one_colab_and_for_many(number, now):
    for _colab in range(number):
        for _seat in range(3):
            seat(make.colab(starts_at=START))
    now.move_to(START - DAY)
    reminders.post_due()
    with recorded() as queries:
        assert reminders.post_due() == 0

    assert len(queries) == 4


PARTS = [
    "core",
    "mailing",
    "participants",
    "moderation",
    "forums",
    "events",
    "followups",
    "network",
    "learning",
    "colab",
]


def test_nothing_in_the_code_is_scheduled_ahead():
    code = re.compile(r"apply_async|\beta\s*=|\bcountdown\s*=")
    found = [
        path.name
        for app in PARTS
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if path != Path(__file__) and code.search(path.read_text())
    ]
    assert found == []
