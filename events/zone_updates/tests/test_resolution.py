"""Rules of time zones change under announced co-labs (R-ZONE-RULES-MOVED), with two zone tables.

The older one has the rules of Los Angeles for Vancouver, as before 2026; the pinned one is that after the
update.
"""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from core.timezones.wall_time import Start
from events.lifecycle import colabs, reminders, succession
from events.models import CoLab, OffsetSnapshot
from events.zone_updates import detection, resolution
from mailing import outbox
from mailing.models import Message
from testing import make
from testing.zone_rules import table

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
START = datetime(2027, 1, 14, 19, tzinfo=UTC)  # 11:00 in Vancouver by the older table, 12:00 by the newer
HOUR_LATER_RULES = datetime(2027, 1, 14, 18, tzinfo=UTC)  # what 11:00 there is by the newer table


@pytest.fixture
def older(tmp_path):
    """Return a context manager that uses the older table."""
    return lambda **rules: table(tmp_path, **rules or {"America__Vancouver": "America/Los_Angeles"})


@pytest.fixture
def of_two_zones(older):
    """A co-lab with a participant in each of two zones, who know its time by the older table."""
    with older():
        colab = announced()
        people = person("America/Vancouver", colab), person("America/Halifax", colab)
        resolution.check()
    return colab, *people


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def announced(zone="America/Vancouver", **fields):
    return make.colab(starts_at=START, zone=zone, **fields)


def person(zone, colab, **fields):
    return make.seated(colab, make.participant(zone=zone, **fields)).participant


def again(colab):
    """Return the co-lab read anew, with the current table."""
    return CoLab.objects.get(pk=colab.pk)


def settle(colab, keep):
    colab = again(colab)
    return resolution.settle(colab, colab.organizer, keep)


def sent(mailoutbox):
    """Send what is due. Return the mails by address."""
    mailoutbox.clear()
    outbox.send_due()
    return {mail.to[0]: mail for mail in mailoutbox}


def body(mail):
    return mail.body.replace("\u202f", " ").replace("\xa0", " ")


def entry(mail):
    [part] = [
        part for part in message_from_bytes(mail.content).walk() if part.get_content_type() == "text/calendar"
    ]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    return calendar["METHOD"], calendar.events[0]


# --- Checks


def test_by_one_table_there_is_nothing_to_ask(older):
    with older():
        colab = announced()
        assert (resolution.check(), detection.difference(again(colab))) == (0, None)
        assert colab.wall_time == "2027-01-14T11:00"


def test_another_table_parts_the_instant_from_the_wall_time(older):
    with older():
        colab = announced()

    found = detection.difference(again(colab))

    assert (found.wall_time, found.meant) == (datetime(2027, 1, 14, 11, tzinfo=UTC), HOUR_LATER_RULES)
    assert again(colab).starts_at == START


def test_a_zone_with_the_same_rules_in_both_is_not_concerned(older):
    with older():
        colab = announced("America/Toronto")

    assert detection.difference(again(colab)) is None


def test_an_hour_that_clocks_skip_by_the_newer_table_has_no_instant(older):
    with older(America__Toronto="America/Phoenix"):
        start = datetime(2027, 3, 14, 9, 30, tzinfo=UTC)  # 2:30 by the older table
        colab = make.colab(starts_at=start, zone="America/Toronto")

    found = detection.difference(again(colab))

    assert (found.meant, found.may_move) == (None, False)
    with pytest.raises(colabs.Refused, match="do not show this time any more"):
        settle(colab, "wall")
    assert again(colab).starts_at == start


def test_a_draft_keeps_its_wall_time_without_a_word(older):
    with older():
        draft = announced(state="draft")

    assert resolution.check() == 0
    assert (again(draft).starts_at, again(draft).wall_time) == (HOUR_LATER_RULES, "2027-01-14T11:00")


def test_an_edit_is_no_decision():
    colab = announced("America/Toronto", wall_time="2027-01-14T13:00")  # as after an update

    colabs.edit(again(colab), colab.organizer, title="Another title")

    assert detection.difference(again(colab)).meant == HOUR_LATER_RULES


# --- The organizer is asked


def test_the_organizer_is_asked_once_and_once_more_near_the_start(older, mailoutbox):
    with older():
        colab = announced()
        resolution.check()

    assert (resolution.check(), resolution.check()) == (1, 0)
    assert resolution.check(START - timedelta(days=2)) == 1
    mail = sent(mailoutbox)[colab.organizer.email]
    assert mail.subject == f"What stays as it is? {colab.title}"
    assert "You announced Thursday, January 14, 2027, 11:00 a.m., Vancouver." in body(mail)
    assert "The moment is now Thursday, January 14, 2027, 12:00 p.m., Vancouver (UTC−7)." in body(mail)
    assert reverse("events:rules", args=[colab.pk]) in body(mail)


def test_the_question_is_not_sent_after_the_decision(older, mailoutbox):
    with older():
        colab = announced()
    resolution.check()
    settle(colab, "instant")

    assert sent(mailoutbox) == {}
    assert resolution.check() == 0


def test_those_with_a_seat_are_told_nothing_before(older):
    with older():
        colab = announced()
        person("America/Vancouver", colab)
        resolution.check()

    resolution.check()

    assert list(Message.objects.values_list("kind", flat=True)) == ["rules-moved"]


# --- The instant stands


def test_when_the_instant_stands_everyone_is_told_what_their_clock_shows(of_two_zones, mailoutbox):
    colab, here, there = of_two_zones

    settle(colab, "instant")

    assert (again(colab).starts_at, again(colab).wall_time) == (START, "2027-01-14T12:00")
    mails = sent(mailoutbox)
    assert set(mails) == {here.email, there.email}
    assert "it was to be on Thursday, January 14, 2027, 11:00 a.m., Vancouver (UTC−8)." in body(
        mails[here.email]
    )
    assert "Now it is on Thursday, January 14, 2027, 12:00 p.m., Vancouver (UTC−7)." in body(
        mails[here.email]
    )
    assert "Nothing changes on your clock" in body(mails[there.email])
    assert "it stays on Thursday, January 14, 2027, 3:00 p.m., Halifax (UTC−4)." in body(mails[there.email])


def test_when_the_instant_stands_calendars_stay_as_they_are(older, mailoutbox):
    with older():
        colab = announced()
        seat = make.seated(colab)

    settle(colab, "instant")

    [mail] = sent(mailoutbox).values()
    seat.refresh_from_db()
    assert (seat.sequence, again(colab).sequence) == (0, 0)
    assert not [
        part for part in message_from_bytes(mail.content).walk() if part.get_content_type() == "text/calendar"
    ]


# --- The wall time stands


def test_when_the_wall_time_stands_the_instant_moves_and_calendars_with_it(of_two_zones, mailoutbox):
    colab, here, there = of_two_zones

    settle(colab, "wall")

    assert (again(colab).starts_at, again(colab).wall_time) == (HOUR_LATER_RULES, "2027-01-14T11:00")
    assert again(colab).ends_at == HOUR_LATER_RULES + timedelta(hours=1)
    mails = sent(mailoutbox)
    assert "it stays on Thursday, January 14, 2027, 11:00 a.m., Vancouver (UTC−7)." in body(mails[here.email])
    assert "was to be on Thursday, January 14, 2027, 3:00 p.m., Halifax (UTC−4)" in body(mails[there.email])
    assert "Now it is on Thursday, January 14, 2027, 2:00 p.m., Halifax (UTC−4)" in body(mails[there.email])
    for mail in mails.values():
        method, event = entry(mail)
        assert (method, event["SEQUENCE"], event.start) == ("REQUEST", 1, HOUR_LATER_RULES)
        assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def test_those_waiting_and_with_a_role_are_told_too_also_who_chose_as_their_entry_moves(older, mailoutbox):
    with older():
        colab = announced(facilitator=make.participant(zone="America/Vancouver"), seats=1)
        seated, waiting = person("America/Vancouver", colab), make.waiting(colab).participant

    settle(colab, "wall")

    mails = sent(mailoutbox)
    assert set(mails) == {seated.email, waiting.email, colab.facilitator.email, colab.organizer.email}
    assert "You keep your place on the waiting list." in body(mails[waiting.email])


def test_the_move_is_on_the_page_with_its_reason(older):
    with older():
        colab = announced()

    settle(colab, "wall")

    move = again(colab).moves.get()
    assert (move.from_start, move.to_start) == (START, HOUR_LATER_RULES)
    assert "Clocks in Vancouver have other rules now" in move.reason


def test_reminders_follow_the_new_start(older):
    with older():
        colab = announced()
        make.seated(colab)
    settle(colab, "wall")

    with time_machine.travel(HOUR_LATER_RULES - timedelta(hours=24), tick=False):
        reminders.post_due()

    starts = Message.objects.filter(kind="reminder-day").values_list("about__start", flat=True)
    assert set(starts) == {HOUR_LATER_RULES.isoformat()}


def test_an_hour_that_has_passed_by_the_newer_table_cannot_be_kept(older):
    with older():
        colab = announced()

    with time_machine.travel(HOUR_LATER_RULES + timedelta(minutes=30), tick=False):
        with pytest.raises(colabs.Refused, match="has passed already"):
            settle(colab, "wall")
        settle(colab, "instant")

    assert again(colab).starts_at == START


@pytest.mark.parametrize("keep", ["instant", "wall"])
def test_settling_twice_is_once(older, mailoutbox, keep):
    with older():
        colab = announced()
        make.seated(colab)

    settle(colab, keep)
    first = len(sent(mailoutbox))
    settle(colab, "wall")

    assert (first, sent(mailoutbox)) == (2 if keep == "wall" else 1, {})  # the organizer's entry moves, too


def test_who_takes_a_co_lab_over_is_asked_as_well(older, mailoutbox):
    """R-KEY-OF-ONE-READER: that the organizer before was asked does not answer for the one of today."""
    with older():
        colab = announced()
        resolution.check()
    resolution.check()
    before, now = again(colab).organizer, make.organizer()
    sent(mailoutbox)
    before.is_organizer = False
    before.save(update_fields=["is_organizer"])
    succession.take_over(again(colab), now)

    resolution.check()
    resolution.check()

    assert list(sent(mailoutbox)) == [now.email]


def test_nobody_but_the_organizer_settles_it(older):
    with older():
        colab = announced()

    with pytest.raises(colabs.Refused):
        resolution.settle(again(colab), make.organizer(), "instant")
    assert detection.difference(again(colab)) is not None


# --- A reader's own zone changes, the co-lab's does not


def test_a_person_whose_own_clock_has_other_rules_is_told(older, mailoutbox):
    with older():
        colab = announced("America/Toronto")
        here, there = person("America/Vancouver", colab), person("America/Halifax", colab)
        resolution.check()

    assert (resolution.check(), resolution.check()) == (1, 0)

    mails = sent(mailoutbox)
    assert (set(mails), there.email in mails) == ({here.email}, False)
    assert "Your clock has other rules" in body(mails[here.email])
    assert "11:00 a.m., Vancouver (UTC−8)" in body(mails[here.email])
    assert "Now it is on Thursday, January 14, 2027, 12:00 p.m., Vancouver (UTC−7)" in body(mails[here.email])


def test_what_clocks_show_is_written_once_and_again_after_a_move():
    colab = announced("America/Toronto")
    person("Asia/Kathmandu", colab)
    resolution.check()
    first = OffsetSnapshot.objects.get().offsets

    with_hands = Start(START + timedelta(days=60), colab.zone)
    colabs.move(again(colab), colab.organizer, with_hands, "Snow.", unfriendly_reason="It must be.")
    resolution.check()

    assert first == {"America/Toronto": -300, "Asia/Kathmandu": 345}
    assert OffsetSnapshot.objects.get().offsets["America/Toronto"] == -240


def test_the_check_asks_as_much_of_the_database_for_ten_as_for_two(django_assert_num_queries):
    for number in (2, 8):
        for _colab in range(number):
            announced("America/Toronto")
        resolution.check()
        with django_assert_num_queries(3 + 2 * CoLab.objects.count()):  # a savepoint each
            resolution.check()


# --- The page


def rules_page(colab):
    return reverse("events:rules", args=[colab.pk])


def test_the_page_shows_what_each_choice_means_for_whom(older, client):
    with older():
        colab = announced()
        person("America/Vancouver", colab)
        resolution.check()
    client.force_login(again(colab).organizer)

    rows = client.get(rules_page(colab)).context["rows"]

    vancouver = {row["city"]: row for row in rows}["Vancouver"]
    hours = [vancouver[name].replace("\u202f", " ") for name in ("was", "instant", "wall")]
    assert vancouver["number"] == 1
    assert hours == [
        "Jan 14, 2027, 11:00 a.m. (UTC−8)",
        "Jan 14, 2027, 12:00 p.m. (UTC−7)",
        "Jan 14, 2027, 11:00 a.m. (UTC−7)",
    ]


def test_a_press_settles_it_and_the_desk_forgets_it(older, client):
    with older():
        colab = announced()
    client.force_login(again(colab).organizer)
    assert "What stays as it is?" in client.get(reverse("organize")).content.decode()

    response = client.post(rules_page(colab), {"keep": "wall"}, follow=True)

    assert "The hour stays" in response.content.decode()
    assert again(colab).starts_at == HOUR_LATER_RULES
    assert "What stays as it is?" not in client.get(reverse("organize")).content.decode()


@pytest.mark.parametrize("keep", ["", "both"])
def test_a_choice_that_is_none_changes_nothing(older, client, keep):
    with older():
        colab = announced()
    client.force_login(again(colab).organizer)

    client.post(rules_page(colab), {"keep": keep})

    assert detection.difference(again(colab)) is not None


def test_without_a_difference_the_page_leads_back(client):
    colab = announced()
    client.force_login(colab.organizer)

    assert client.get(rules_page(colab)).url == colab.get_absolute_url()


def test_others_have_no_such_page(older, client):
    with older():
        colab = announced()
    client.force_login(make.organizer())

    assert client.get(rules_page(colab)).status_code == 404
