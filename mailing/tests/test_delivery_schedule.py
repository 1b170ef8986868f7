"""Notices that can wait are sent when their reader wants them, all others at once."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from unittest.mock import patch

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse

from mailing import delivery_schedule, digests, outbox, preferences, registry
from mailing.models import Message, Recipient
from mailing.preferences import Channel
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
    """`delivery` of what comes at once, or of the digest, in which then all is collected."""
    if delivery in Recipient.Digest:
        fields |= {"digest": delivery, "notices_in_digest": ["news", "reminder", "seat", "broken"]}
    else:
        fields["delivery"] = delivery
    return make.participant(**{"zone": "America/St_Johns"} | fields)


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
    ana, bo = reader("daily", language="fr"), reader("daily", zone="Asia/Kathmandu")
    held(ana, "To Ana")
    held(bo, "To Bo")

    fold(FRIDAY_8)

    assert {mail.to[0]: "To Ana" in mail.body for mail in mailoutbox} == {ana.email: True, bo.email: False}


# --- A change of mind


def test_who_wants_everything_at_once_again_gets_what_was_held(mailoutbox):
    person = reader("weekly")
    held(person, "First")

    with time_machine.travel(EVENING + timedelta(hours=1), tick=False):
        delivery_schedule.choose(person, {"news": Channel.AT_ONCE})
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


# --- The channel of each kind


@pytest.mark.parametrize(
    ("chosen", "digested", "state"),
    [
        ({}, False, State.WAITING),
        ({"news": Channel.DIGEST}, False, State.HELD),
        ({"broken": Channel.DIGEST}, False, State.WAITING),
        ({}, True, State.HELD),
        ({"news": Channel.AT_ONCE}, True, State.WAITING),
        ({"news": Channel.DIGEST}, True, State.HELD),
    ],
)
def test_each_kind_has_its_own_channel_and_a_default(chosen, digested, state):
    registry.kinds["news"] = replace(registry.kinds["news"], digested=digested)
    person = reader("")
    delivery_schedule.choose(person, chosen)

    assert planned(person)[0] == state


def test_a_change_of_mind_takes_the_kind_out_of_the_other_channels():
    person = reader("")
    for way in (Channel.OFF, Channel.DIGEST, Channel.AT_ONCE, Channel.OFF):
        delivery_schedule.choose(person, {"news": way, "reply": Channel.DIGEST})

    person.refresh_from_db()
    assert (person.notices_off, person.notices_at_once, person.notices_in_digest) == (["news"], [], ["reply"])


def test_what_is_turned_off_while_it_is_held_is_not_sent(mailoutbox):
    person = reader("daily")
    held(person, "First")

    with time_machine.travel(EVENING, tick=False):
        delivery_schedule.choose(person, {"news": Channel.OFF})
    fold(FRIDAY_8)

    assert mailoutbox == []


# --- The page


def table(response):
    """Return {kind: {channel: whether it is chosen}} as the page shows it."""
    found = {}
    for control in BeautifulSoup(response.content, "html.parser").select(".channels input"):
        found.setdefault(control["name"], {})[control["value"]] = control.has_attr("checked")
    return found


def chosen(response):
    return {kind: way for kind, ways in table(response).items() for way, checked in ways.items() if checked}


TIMES = {"delivery": "", "digest": "daily"}


@pytest.fixture
def few():
    with patch.dict(registry.kinds, clear=True):
        options = {"optional": True, "may_wait": True}
        registry.letter("news", label="News", **options)(lambda message: Letter())
        registry.letter("reminder", label="Reminder", optional=True)(lambda message: Letter())
        registry.letter("seat", label="Seat")(lambda message: Letter())
        registry.letter("digest", label="Digest", optional=True)(lambda message: Letter())
        who = {"label": "Reports", "reaches": lambda person: person.is_moderator}
        registry.letter("report", **options, **who)(lambda message: Letter())
        yield


def test_one_form_and_one_button_keep_all(client, few):
    """R-NOTICES-THAT-REACH: kind and channel in one table."""
    person = make.participant(notices_off=["digest", "gone"])
    client.force_login(person)
    address = reverse("mailing:notices")
    page = client.get(address)
    assert len(BeautifulSoup(page.content, "html.parser").main.find_all("form")) == 1
    assert chosen(page) == {"news": "now", "reminder": "now"}

    wish = {"delivery": "morning", "digest": "weekly", "news": "digest", "reminder": "off"}
    assert client.post(address, wish).status_code == 302

    person.refresh_from_db()
    assert (person.delivery, person.digest) == ("morning", "weekly")
    assert (person.notices_off, person.notices_in_digest) == (["gone", "reminder"], ["news"])
    assert chosen(client.get(address)) == {"news": "digest", "reminder": "off"}


def test_people_see_the_kinds_that_can_reach_them_and_keep_the_others(client, few):
    """R-NOTICES-THAT-REACH"""
    member, keeper = make.participant(notices_off=["report"]), make.moderator()
    for person, kinds_shown in ((member, {"news", "reminder"}), (keeper, {"news", "reminder", "report"})):
        client.force_login(person)
        assert set(table(client.get(reverse("mailing:notices")))) == kinds_shown

    client.force_login(member)
    client.post(reverse("mailing:notices"), TIMES | {"news": "now", "reminder": "now", "report": "now"})

    member.refresh_from_db()
    assert member.notices_off == ["report"]


def test_a_kind_that_cannot_wait_has_no_digest(client, few):
    client.force_login(make.participant())

    assert set(table(client.get(reverse("mailing:notices")))["reminder"]) == {"now", "off"}
    refused = client.post(reverse("mailing:notices"), TIMES | {"news": "now", "reminder": "digest"})
    assert refused.status_code == 422


def test_who_stopped_the_digest_sees_what_was_in_it_as_off(client, few):
    person = make.participant(notices_in_digest=["news"])
    client.force_login(person)
    preferences.turn_off(person, "digest")

    assert chosen(client.get(reverse("mailing:notices"))) == {"news": "off", "reminder": "now"}


@pytest.mark.parametrize("wish", [{"delivery": "hourly"}, {"digest": "hourly"}, {"news": "perhaps"}])
def test_a_wish_that_is_none_changes_nothing(client, few, wish):
    person = make.participant(digest="weekly")
    client.force_login(person)

    answer = client.post(reverse("mailing:notices"), TIMES | {"news": "off", "reminder": "off"} | wish)

    person.refresh_from_db()
    assert (answer.status_code, person.digest, person.notices_off) == (422, "weekly", [])


@pytest.mark.parametrize(
    ("before", "after"), [("daily", "daily"), ("weekly", "weekly"), ("morning", "daily")]
)
def test_who_had_all_in_a_digest_before_kinds_had_channels_keeps_it_there(before, after):
    person = make.participant(delivery=before)

    import_module("participants.migrations.0004_channels_of_notices").split(apps, None)

    person.refresh_from_db()
    assert person.digest == after
    assert ("reply" in person.notices_in_digest) == (before != "morning")
    assert person.delivery == ("morning" if before == "morning" else "")
