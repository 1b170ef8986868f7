"""Notices that can wait are sent when their reader wants them, all others at once."""

from datetime import UTC, datetime, time, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.urls import reverse

from mailing import delivery_schedule, digests, outbox, preferences, registry
from mailing.models import Message
from mailing.registry import Letter
from testing import make

pytestmark = pytest.mark.django_db
State = Message.State
EVENING = datetime(2027, 1, 14, 23, 30, tzinfo=UTC)  # Thursday; 20:00 in St. John's
FRIDAY_8 = datetime(2027, 1, 15, 11, 30, tzinfo=UTC)  # 8:00 there
MONDAY_8 = datetime(2027, 1, 18, 11, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kinds():
    gone = set()

    def say(message):
        if message.about["subject"] in gone:
            return None
        return Letter(subject=message.about["subject"], text=f"{message.about['subject']}, in full.\n")

    with patch.dict(registry.kinds):
        registry.letter("news", label="News", optional=True, may_wait=True)(say)
        registry.letter("reminder", label="Reminder", optional=True)(say)
        registry.letter("seat", label="Seat")(say)
        registry.letter("broken", label="Broken", optional=True, may_wait=True)(lambda message: 1 / 0)
        yield gone


def reader(delivery, **fields):
    return make.participant(delivery=delivery, zone="America/St_Johns", **fields)


def post(person, subject="Hello", kind="news", **options):
    return outbox.post(kind, person, f"{kind}:{subject}:{person.pk}", subject=subject, **options)


def planned(person, now=EVENING, **options):
    with time_machine.travel(now, tick=False):
        row = post(person, **options)
    return row.state, row.due_at


# --- When


@pytest.mark.parametrize(
    ("delivery", "state", "due"),
    [
        ("", State.WAITING, EVENING),
        ("morning", State.WAITING, FRIDAY_8),
        ("daily", State.HELD, FRIDAY_8),
        ("weekly", State.HELD, MONDAY_8),
    ],
)
def test_a_notice_comes_when_its_reader_wants_it(delivery, state, due):
    assert planned(reader(delivery)) == (state, due)


def test_in_their_day_people_are_not_made_to_wait_for_the_morning():
    noon = datetime(2027, 1, 14, 15, 30, tzinfo=UTC)

    assert planned(reader("morning"), noon) == (State.WAITING, noon)


def test_before_dawn_the_morning_is_that_of_the_same_day():
    night = datetime(2027, 1, 15, 6, tzinfo=UTC)  # 2:30 there

    assert planned(reader("morning"), night) == (State.WAITING, FRIDAY_8)
    assert planned(reader("daily"), night) == (State.HELD, FRIDAY_8)


def test_the_morning_is_the_one_they_set_and_the_week_begins_on_their_monday():
    early = reader("weekly", day_starts=time(6, 15))

    assert planned(early)[1] == datetime(2027, 1, 18, 9, 45, tzinfo=UTC)


def test_a_morning_after_a_clock_change_has_the_offset_of_its_own_date():
    saturday = datetime(2027, 3, 13, 23, tzinfo=UTC)

    assert planned(reader("daily"), saturday)[1] == datetime(2027, 3, 14, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["reminder", "seat"])
@pytest.mark.parametrize("delivery", ["morning", "daily", "weekly"])
def test_what_cannot_wait_goes_at_once(kind, delivery):
    assert planned(reader(delivery), kind=kind) == (State.WAITING, EVENING)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (MONDAY_8 + timedelta(hours=12), MONDAY_8),
        (MONDAY_8 + timedelta(hours=11), FRIDAY_8),
        (FRIDAY_8 + timedelta(hours=11), EVENING),
    ],
)
def test_a_notice_comes_sooner_where_it_would_reach_them_within_twelve_hours_of_the_start(start, due):
    assert planned(reader("weekly"), before=start)[1] == due


def test_to_an_address_without_an_account_everything_goes_at_once():
    with time_machine.travel(EVENING, tick=False):
        row = outbox.post("news", None, "news:1", address="new@example.org", subject="Hello")

    assert (row.state, row.due_at) == (State.WAITING, EVENING)


# --- The digest


def fold(now):
    with time_machine.travel(now, tick=False):
        return digests.fold_due(), outbox.send_due()


def held(person, *subjects, now=EVENING):
    with time_machine.travel(now, tick=False):
        for subject in subjects:
            post(person, subject)


def states():
    return {row.about.get("subject", row.kind): row.state for row in Message.objects.all()}


def test_what_was_held_comes_in_one_mail_and_not_before_it_is_due(mailoutbox):
    held(reader("daily"), "First", "Second")

    assert fold(FRIDAY_8 - timedelta(minutes=1)) == (0, 0)
    assert fold(FRIDAY_8) == (1, 1)

    [mail] = mailoutbox
    assert mail.subject == "2 notices from Co-Lab"
    assert mail.body.index("1. First") < mail.body.index("First, in full.") < mail.body.index("2. Second")
    assert ">First</h2>" in mail.alternatives[0].content
    assert states() == {"First": State.DIGESTED, "Second": State.DIGESTED, "digest": State.SENT}


def test_nothing_is_said_twice(mailoutbox):
    person = reader("daily")
    held(person, "First")
    fold(FRIDAY_8)
    held(person, "Second", now=FRIDAY_8 + timedelta(hours=1))

    assert fold(FRIDAY_8 + timedelta(hours=2)) == (0, 0)
    assert fold(FRIDAY_8 + timedelta(days=1)) == (1, 1)
    assert [("First" in mail.body, "Second" in mail.body) for mail in mailoutbox] == [
        (True, False),
        (False, True),
    ]


def test_each_item_is_asked_again_whether_it_is_true(mailoutbox, kinds):
    held(reader("daily"), "First", "Second")
    kinds.add("First")

    fold(FRIDAY_8)

    assert mailoutbox[0].subject == "1 notice from Co-Lab"
    assert "First" not in mailoutbox[0].body


def test_without_anything_true_there_is_no_mail(mailoutbox, kinds):
    held(reader("daily"), "First")
    kinds.add("First")

    assert fold(FRIDAY_8) == (1, 1)
    assert (mailoutbox, states()["digest"]) == ([], State.DROPPED)


def test_a_kind_turned_off_meanwhile_is_left_out(mailoutbox):
    person = reader("daily")
    held(person, "First")
    preferences.turn_off(person, "news")

    fold(FRIDAY_8)

    assert mailoutbox == []


def test_an_item_that_fails_goes_by_itself_and_stops_no_other(mailoutbox):
    person = reader("daily")
    held(person, "First")
    with time_machine.travel(EVENING, tick=False):
        outbox.post("broken", person, "broken")

    fold(FRIDAY_8)

    assert [mail.subject for mail in mailoutbox] == ["1 notice from Co-Lab"]
    assert Message.objects.get(kind="broken").state == State.WAITING


def test_who_turns_digests_off_is_sent_none(mailoutbox):
    person = reader("daily")
    held(person, "First")
    preferences.turn_off(person, "digest")

    assert fold(FRIDAY_8) == (0, 0)
    assert (mailoutbox, states()) == ([], {"First": State.DROPPED})


def test_each_reader_has_their_own_and_in_their_language(mailoutbox):
    ana, bo = reader("daily", language="fr"), make.participant(delivery="daily", zone="Asia/Kathmandu")
    held(ana, "To Ana")
    held(bo, "To Bo")

    fold(FRIDAY_8)

    assert {mail.to[0]: "To Ana" in mail.body for mail in mailoutbox} == {ana.email: True, bo.email: False}


# --- A change of mind


def test_who_wants_everything_at_once_again_gets_what_was_held(mailoutbox):
    person = reader("weekly")
    held(person, "First")

    with time_machine.travel(EVENING + timedelta(hours=1), tick=False):
        delivery_schedule.choose(person, "")
        outbox.send_due()

    assert [mail.subject for mail in mailoutbox] == ["First"]


def test_a_move_to_another_zone_moves_the_morning():
    person = reader("daily")
    held(person, "First")

    with time_machine.travel(EVENING, tick=False):
        person.zone = "Asia/Kathmandu"
        person.save(update_fields=["zone"])
        person.refresh_from_db()
        delivery_schedule.reschedule(person)

    assert Message.objects.get(kind="news").due_at == datetime(2027, 1, 15, 2, 15, tzinfo=UTC)


def test_my_page_takes_the_wish_and_wants_digests_again(client):
    person = make.participant(notices_off=["digest", "reply"])
    client.force_login(person)

    client.post(reverse("mailing:delivery"), {"delivery": "weekly"})

    person.refresh_from_db()
    assert (person.delivery, person.notices_off) == ("weekly", ["reply"])
    page = client.get(reverse("mailing:notices"))
    assert page.context["delivery"]["delivery"].value() == "weekly"


def test_a_wish_that_is_none_changes_nothing(client):
    person = make.participant(delivery="daily")
    client.force_login(person)

    client.post(reverse("mailing:delivery"), {"delivery": "hourly"})

    person.refresh_from_db()
    assert person.delivery == "daily"
