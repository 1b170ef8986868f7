"""The letters about co-labs: whether they are true, the reader's clock, the calendar entry."""

import re
import smtplib
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from core.timezones.wall_time import Start
from events.calendar.tests.mailcheck import violations
from events.lifecycle import colabs, handover, reminders, succession
from events.messages import notifications
from events.models import CoLab
from events.registration import offboarding, role_entries, seats
from events.replies import handling
from events.replies.tests import replymails
from events.zone_updates import resolution
from forums.topics import watches
from mailing import outbox, registry
from mailing.models import Message
from mailing.transport import smtp
from participants.privacy import erasure
from testing import make
from testing.zone_rules import table

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 15, 0, tzinfo=ZoneInfo("UTC"))
START = datetime(2027, 1, 14, 19, 0, tzinfo=ZoneInfo("UTC"))
TORONTO = ZoneInfo("America/Toronto")
ROOM = "https://meet.example.org/secret-room"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def colab(**fields):
    return make.colab(**{"starts_at": START, "room_url": ROOM} | fields)


def later(days):
    return Start(START + timedelta(days=days), TORONTO)


def entry(mail):
    """Return (METHOD, VEVENT) of the calendar part of a mail; None without one."""
    for part in message_from_bytes(mail.content).walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]
    return None


@pytest.fixture
def sent(mailoutbox, now):
    """Send what is due. Return the mails."""

    def send():
        del mailoutbox[:]
        now.shift(1)
        outbox.send_due()
        failing = Message.objects.exclude(trouble="")
        assert not failing.exists(), failing.values("kind", "trouble")
        return list(mailoutbox)

    return send


def kinds_dropped():
    return list(Message.objects.filter(state="dropped").order_by("pk").values_list("kind", flat=True))


# --- Every letter


def seat_given_up(person):
    seats.leave(invited(person), person)


def joined(person, **fields):
    made = colab(**fields)
    seats.join(made, person)
    return made


def invited(person, **fields):
    """The same, and the invitation is sent."""
    made = joined(person, **fields)
    outbox.send_due()
    return made


def queued(person):
    made = colab(seats=1)
    first = make.participant()
    seats.join(made, first)
    seats.join(made, person)
    return made, first


def freed(person):
    made, first = queued(person)
    seats.leave(made, first)


def opened(person):
    made, first = queued(person)
    with time_machine.travel(START - timedelta(hours=2), tick=False):
        seats.leave(made, first)


def removed(person):
    made = invited(person)
    seats.remove(made, made.organizer, person)


def moved(person):
    made = invited(person)
    colabs.move(made, made.organizer, later(1), "Budget day")


def renamed(person):
    made = invited(person)
    colabs.edit(made, made.organizer, title="A better title")


def called_off(person):
    made = invited(person)
    colabs.call_off(made, made.organizer, "Too few can come")


def nominated(person):
    topic = make.topic()
    make.nomination(topic, person)
    notifications.announced(colab(topic=topic))


def posted(person):
    notifications.announced(colab(topic=make.topic(author=person)))


def watched(person):
    topic = make.topic(tags=["forms"])
    watches.watch(person, tag=topic.tags.get())
    notifications.announced(colab(topic=topic))


def in_the_space(person):
    """Tomorrow, so that no digest comes in time."""
    topic = make.topic()
    make.membership(topic.forum, person)
    notifications.announced(colab(topic=topic, starts_at=START - timedelta(days=9)))


def asked_to_harvest(person):
    made = colab(harvester=person)
    role_entries.settle(made)
    return made


def announces(person):
    person.is_organizer = True
    person.save(update_fields=["is_organizer"])
    role_entries.settle(colab(organizer=person))


def relieved(person):
    made = asked_to_harvest(person)
    outbox.send_due()
    colabs.edit(made, made.organizer, harvester=None)


def left_without_a_harvester(person):
    announces(person)
    harvester = make.participant()
    colabs.edit(CoLab.objects.get(), person, harvester=harvester)
    offboarding.deactivated(harvester)


def asked_to_take_over(person):
    make.role_offer(made := colab(facilitator=person), person)
    offer = made.role_offers.get()
    outbox.post("role-offered", person, f"role-offered:{offer.pk}:{person.pk}", offer=offer.pk, colab=made.pk)


def told_who_accepted(person):
    person.is_organizer = True
    person.save(update_fields=["is_organizer"])
    made, other = colab(organizer=person), make.organizer()
    handover.accept(handover.offer(made, person, other, "organizer"), other)


def reminded(before):
    def remind(person):
        joined(person)
        with time_machine.travel(START - before, tick=False):
            reminders.post_due()

    return remind


def wrapped_up(person):
    joined(person)
    with time_machine.travel(START + timedelta(minutes=61), tick=False):
        reminders.post_due()


def declined_by_somebody(person):
    made = joined(person)
    calendar = replymails.calendar(made.registrations.get(), "DECLINED", stamp=f"{NOW:%Y%m%dT%H%M%SZ}")
    handling.process(replymails.mail(calendar, "eve@elsewhere.example"))


def declined_an_older_one(person):
    made = invited(person)
    calendar = replymails.calendar(made.registrations.get(), "DECLINED", stamp=f"{NOW:%Y%m%dT%H%M%SZ}")
    colabs.edit(made, made.organizer, title="A better title")
    handling.process(replymails.mail(calendar, person.email))


@contextmanager
def older_rules():
    """Give Vancouver the rules it had until 2026; afterwards its clocks are an hour ahead."""
    with TemporaryDirectory() as place, table(Path(place), America__Vancouver="America/Los_Angeles"):
        yield
        resolution.check()


def asked_what_stays(person):
    person.is_organizer = True
    person.save(update_fields=["is_organizer"])
    with older_rules():
        colab(organizer=person, zone="America/Vancouver")
    resolution.check()


def told_what_clocks_show(person):
    with older_rules():
        made = joined(person, zone="America/Vancouver")
    resolution.settle(CoLab.objects.get(pk=made.pk), made.organizer, "instant")


def account_closed(person):
    invited(person)
    erasure.erase(person)


EVERY = {
    "seated": (joined, "REQUEST"),
    "waiting": (queued, None),
    "seat-freed": (freed, "REQUEST"),
    "claimable": (opened, None),
    "given-up": (seat_given_up, "CANCEL"),
    "removed": (removed, "CANCEL"),
    "moved": (moved, "REQUEST"),
    "changed": (renamed, "REQUEST"),
    "called-off": (called_off, "CANCEL"),
    "announced-my-topic": (posted, None),
    "announced": (nominated, None),
    "announced-watched": (watched, None),
    "announced-in-space": (in_the_space, None),
    "role": (asked_to_harvest, "REQUEST"),
    "organizing": (announces, "REQUEST"),
    "role-ended": (relieved, "CANCEL"),
    "role-left-open": (left_without_a_harvester, None),
    "role-offered": (asked_to_take_over, None),
    "role-answered": (told_who_accepted, None),
    "reminder-day": (reminded(timedelta(hours=24)), None),
    "reminder-hour": (reminded(timedelta(hours=1)), None),
    "wrap-up": (wrapped_up, None),
    "declined": (declined_by_somebody, None),
    "decline-without-effect": (declined_an_older_one, None),
    "rules-moved": (asked_what_stays, None),
    "clock-changed": (told_what_clocks_show, None),
    "parted": (account_closed, "CANCEL"),
}
BEFORE_START = {"claimable", "reminder-day", "reminder-hour"}
AT = dict.fromkeys(BEFORE_START, START - timedelta(hours=1)) | {"wrap-up": START + timedelta(minutes=61)}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("kind", EVERY)
def test_every_letter_says_when_where_and_nothing_it_should_not(kind, language, smtp):
    happen, method = EVERY[kind]
    person = make.participant(language=language, zone="America/Vancouver")
    address = person.email
    happen(person)
    with time_machine.travel(AT.get(kind, NOW) + timedelta(minutes=1), tick=False):
        outbox.send_due()

    row = Message.objects.get(kind=kind, recipient=None if kind == "parted" else person)
    [taken] = [each for each in smtp.to(address) if row.message_id in each.message_id]
    text, html = (taken.mail.get_body((part,)).get_content() for part in ("plain", "html"))
    for body in (text, html):
        assert reverse("events:colab", args=[CoLab.objects.get().pk, "x"])[:-2] in body
        assert re.search(r"12(:00|\W?h)[^\n]*Vancouver \(UTC−7\)", unescape(body))
        assert ("19\xa0h UTC" if language == "fr" else "19:00 UTC") in unescape(body)
        assert "secret-room" not in body
        assert not {"{{", "{%", "None"} & set(re.findall(r"{{|{%|None", body))
        assert set(re.findall(r"[\w.]+@[\w.]+", body)) <= {address}
    assert taken.mail["Subject"]
    assert "\n\n\n" not in text
    if method:
        assert violations(taken.content.rstrip(b"\r\n") + b"\r\n") == []
        assert f"method={method}" in taken.content.decode().replace('"', "")
    else:
        assert b"text/calendar" not in taken.content
    assert bool(taken.mail["List-Unsubscribe"]) == registry.kinds[kind].optional


def test_the_first_lines_say_date_time_zone_utc_and_the_link(sent):
    person = make.participant(zone="America/St_Johns")
    made = joined(person, title="Snow days")
    [mail] = sent()

    assert mail.subject == "You have a seat: Snow days"
    assert mail.body.splitlines()[:6] == [
        "You have a seat",
        "",
        "Snow days",
        "Thursday, January 14, 2027, 3:30\u202fp.m., St. John’s (UTC−3:30) · 2:00\u202fp.m., Toronto (UTC−5)",
        "January 14, 2027, 19:00 UTC · 60 minutes",
        f"http://testserver{made.get_absolute_url()}",
    ]


def test_titles_with_signs_arrive_as_they_were_written(sent):
    person = make.participant()
    joined(person, title="Q&A <budget> “it's”")
    [mail] = sent()

    assert mail.subject == "You have a seat: Q&A <budget> “it's”"
    assert "Q&A <budget> “it's”" in mail.body
    assert "Q&amp;A &lt;budget&gt; “it's”" in mail.alternatives[0][0]
    assert str(entry(mail)[1]["SUMMARY"]) == "Q&A <budget> “it's”"


# --- The calendar entry of a seat (R-ONE-UID)


def test_one_entry_for_a_seat_from_the_invitation_to_the_end(sent):
    """Check R-ONE-UID."""
    person = make.participant()
    made = joined(person)
    [invited] = sent()
    colabs.edit(made, made.organizer, title="Another title")
    changed = next(mail for mail in sent() if mail.to == [person.email])
    colabs.move(made, made.organizer, later(1), "Budget day")
    moved = next(mail for mail in sent() if mail.to == [person.email])
    colabs.call_off(made, made.organizer, "Too few can come")
    ended = next(mail for mail in sent() if mail.to == [person.email])

    found = [entry(mail) for mail in (invited, changed, moved, ended)]
    assert [method for method, _event in found] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["UID"]) for _method, event in found}) == 1
    assert [event["SEQUENCE"] for _method, event in found] == [0, 1, 2, 3]
    stamps = [event["DTSTAMP"].dt for _method, event in found]
    assert stamps == sorted(set(stamps))
    partstats = [event["ATTENDEE"].params.get("PARTSTAT") for _method, event in found]
    assert partstats == ["ACCEPTED", "ACCEPTED", "NEEDS-ACTION", None]
    assert [event.get("STATUS") for _method, event in found] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    assert [event["DTSTART"].dt.day for _method, event in found] == [14, 14, 15, 15]


def test_a_longer_or_shorter_hour_asks_the_calendar_again(sent):
    person = make.participant()
    made = joined(person)
    sent()
    colabs.edit(made, made.organizer, minutes=45)
    [mail] = [mail for mail in sent() if mail.to == [person.email]]

    assert entry(mail)[1]["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert "It was to last 60 minutes. Now it lasts 45 minutes." in mail.body


def test_who_leaves_gets_a_cancellation_of_their_own_entry_without_a_status(sent):
    person, other = make.participant(), make.participant()
    made = joined(person)
    seats.join(made, other)
    mine, _others = sent()
    seats.leave(made, person)
    [mail] = sent()

    method, event = entry(mail)
    assert (mail.to, method, event.get("STATUS")) == ([person.email], "CANCEL", None)
    assert event["UID"] == entry(mine)[1]["UID"]
    assert event["SEQUENCE"] == 1


def test_who_comes_back_has_a_new_entry_and_the_old_one_is_still_cancelled(sent):
    person = make.participant()
    made = joined(person)
    [first] = sent()
    seats.leave(made, person)
    seats.join(made, person)
    gone, back = sent()

    assert (entry(gone)[0], entry(gone)[1]["UID"]) == ("CANCEL", entry(first)[1]["UID"])
    assert entry(back)[0] == "REQUEST"
    assert entry(back)[1]["UID"] != entry(first)[1]["UID"]


def test_who_waits_gets_no_entry_and_is_told_place_and_reason(sent):
    person = make.participant()
    queued(person)
    mail = sent()[-1]

    assert entry(mail) is None
    assert "You are number 1 on the waiting list" in mail.body
    assert "Why: the only seat is taken." in mail.body


def test_who_waits_for_kept_seats_is_told_until_when(sent):
    person = make.participant(zone="America/Toronto")
    before = make.held_colab(people=[person])
    made = colab(follows=before, first=before)
    seats.join(made, person)
    mail = sent()[-1]

    assert "kept for people who had no seat in the hours before" in mail.body
    assert "Monday, January 11, 2027, 2:00\u202fp.m., Toronto (UTC−5)" in mail.body


def test_who_waits_and_leaves_gets_no_cancellation(sent):
    person = make.participant()
    made, _first = queued(person)
    sent()
    seats.leave(made, person)

    assert sent() == []


def test_the_page_that_gives_a_freed_seat_back_is_linked_and_asks_first(sent, client):
    person = make.participant()
    made, first = queued(person)
    seats.leave(made, first)
    mail = sent()[-1]
    [link] = re.findall(r"http://testserver(\S*/leave/)", mail.body)
    client.force_login(person)

    page = client.get(link)

    assert page.status_code == 200
    assert made.registrations.seated().get().participant == person
    client.post(link)
    assert not made.registrations.seated().exists()


# --- Only what is still true (R-STILL-TRUE)


def test_an_invitation_that_a_move_overtook_tells_both(sent):
    """Check R-ONE-NEWS: who took the seat for another hour is asked again."""
    person = make.participant()
    made = joined(person)
    colabs.move(made, made.organizer, later(1), "Budget day")
    [mail] = [mail for mail in sent() if mail.to == [person.email]]

    assert mail.subject.startswith("You have a seat")
    assert "It was to be on Thursday, January 14" in mail.body
    assert entry(mail)[1]["SEQUENCE"] == 1
    assert entry(mail)[1]["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert kinds_dropped() == ["moved"]


def test_of_two_moves_one_is_told_from_the_first_hour_to_the_last(sent):
    """Check R-ONE-NEWS."""
    person, waiting = make.participant(), make.participant()
    made = joined(person, seats=1)
    seats.join(made, waiting)
    sent()
    for days in (1, 5):
        colabs.move(made, made.organizer, later(days), f"Reason {days}")
    mails = {mail.to[0]: mail for mail in sent()}

    assert entry(mails[person.email])[1]["DTSTART"].dt.day == 19
    for mail in (mails[person.email], mails[waiting.email]):
        assert re.search(r"on Thursday, January 14, .* Now it is on Tuesday, January 19", mail.body)
        assert "Why: Reason 5" in mail.body
    assert kinds_dropped().count("moved") == 3


def test_an_invitation_to_a_seat_that_was_given_up_is_not_sent(sent):
    """Check R-OWN-ENTRY: what nobody has is not cancelled."""
    person = make.participant()
    seats.leave(joined(person), person)

    assert [(mail.subject[:12], entry(mail)) for mail in sent()] == [("You gave up ", None)]
    assert kinds_dropped() == ["seated"]


def test_nothing_about_a_seat_goes_out_after_the_start(sent, now):
    joined(make.participant())
    now.move_to(START)

    assert sent() == []


def test_a_seat_that_somebody_claimed_is_offered_to_nobody_any_more(sent, now):
    quick, slow = make.participant(), make.participant()
    made, first = queued(quick)
    seats.join(made, slow)
    sent()
    now.move_to(START - timedelta(hours=2))
    seats.leave(made, first)
    seats.claim(made, quick)

    assert "A seat is free now" not in [mail.body.splitlines()[0] for mail in sent()]


def test_a_call_off_is_told_to_those_seated_waiting_and_with_a_role_but_not_to_the_one_who_did_it(sent):
    facilitator, seated, waiting, gone = (make.participant() for _ in range(4))
    made = colab(seats=1, facilitator=facilitator)
    for person in (gone, seated, waiting):
        seats.join(made, person)
    seats.leave(made, gone)
    sent()
    colabs.call_off(made, made.organizer, "Too few can come")

    mails = {mail.to[0]: entry(mail) and entry(mail)[0] for mail in sent()}
    assert mails == {seated.email: "CANCEL", waiting.email: None, facilitator.email: None}


# --- One message for all that happened (R-ONE-NEWS)


def to(person, mails):
    return [mail for mail in mails if mail.to == [person.email]]


def version(mail):
    """Return (method, SEQUENCE, PARTSTAT, day, title) of an entry."""
    method, event = entry(mail)
    partstat = event["ATTENDEE"].params.get("PARTSTAT")
    return method, event["SEQUENCE"], partstat, event["DTSTART"].dt.day, str(event["SUMMARY"])


def answer(person, made, partstat):
    seat = made.registrations.get(participant=person)
    stamp = f"{timezone.now():%Y%m%dT%H%M%SZ}"
    handling.process(replymails.mail(replymails.calendar(seat, partstat, stamp=stamp), person.email))


def retitle(made, title="Another title"):
    colabs.edit(made, made.organizer, title=title)


def move(made, days):
    colabs.move(made, made.organizer, later(days), "Budget day")


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE"])
def test_a_changed_title_keeps_the_answer(sent, partstat, settings):
    """Check R-ICS-ATTENDEE."""
    settings.AUTHSERV_ID = replymails.SERVER
    person = make.participant()
    made = joined(person)
    sent()
    answer(person, made, partstat)
    retitle(made)
    [mail] = to(person, sent())

    assert version(mail)[:3] == ("REQUEST", 1, partstat)
    [row] = handling.with_replies(list(made.registrations.all()))
    assert row.reply.partstat == partstat
    answer(person, made, "TENTATIVE")
    retitle(made, "A third title")
    assert version(to(person, sent())[0])[:3] == ("REQUEST", 2, "TENTATIVE")


def test_after_a_move_the_question_stays_open_until_somebody_answers(sent):
    """Check R-ICS-ATTENDEE."""
    person = make.participant()
    made = joined(person)
    sent()
    answer(person, made, "TENTATIVE")
    move(made, 1)
    assert version(to(person, sent())[0])[2] == "NEEDS-ACTION"
    retitle(made)
    assert version(to(person, sent())[0])[2] == "NEEDS-ACTION"
    answer(person, made, "ACCEPTED")
    retitle(made, "A third title")

    assert version(to(person, sent())[0])[2] == "ACCEPTED"


@pytest.mark.parametrize("steps", [(move, retitle), (retitle, move)])
def test_moved_and_retitled_while_the_sender_was_away_is_one_mail(sent, steps):
    """Check R-ONE-NEWS."""
    person = make.participant()
    made = joined(person, title="A title")
    sent()
    for step in steps:
        step(made, *([1] if step is move else []))
    [mail] = to(person, sent())

    assert version(mail) == ("REQUEST", 2, "NEEDS-ACTION", 15, "Another title")
    assert mail.subject == "Moved: Another title"
    assert "It was to be on Thursday, January 14" in mail.body
    assert "Its title was “A title”. Now it is “Another title”." in mail.body


def test_moved_and_moved_back_while_the_sender_was_away_is_no_mail(sent):
    """Check R-ONE-NEWS: the answer that was given still holds."""
    person = make.participant()
    made = joined(person)
    sent()
    answer(person, made, "TENTATIVE")
    move(made, 1)
    move(made, 0)

    assert to(person, sent()) == []
    retitle(made)
    assert version(to(person, sent())[0])[:4] == ("REQUEST", 3, "TENTATIVE", 14)


def test_what_was_tried_may_have_arrived(sent, now):
    """Check R-ONE-NEWS: moved back, after the mail about the move was tried."""
    person = make.participant()
    made = joined(person)
    sent()
    move(made, 1)
    with mail_server_away():
        outbox.send_due()
    move(made, 0)
    now.shift(timedelta(hours=1))
    [mail] = to(person, sent())

    assert version(mail)[:4] == ("REQUEST", 2, "NEEDS-ACTION", 14)
    assert "It was to be on Friday, January 15" in mail.body


def test_what_was_tried_is_sent_again_as_it_was(sent, now):
    """Check R-OUTBOX."""
    person = make.participant()
    made = joined(person)
    with mail_server_away():
        outbox.send_due()
    before = bytes(Message.objects.get(kind="seated").content)
    now.shift(timedelta(hours=1))
    [mail] = sent()

    assert mail.content == before
    assert made.registrations.get().sequence == 0


@contextmanager
def mail_server_away():
    with mock.patch.object(smtp.SmtpSession, "send", side_effect=smtplib.SMTPServerDisconnected("cut")):
        yield
    Message.objects.update(trouble="")


def test_called_off_before_the_invitation_went_out_cancels_nothing(sent):
    """Check R-OWN-ENTRY."""
    person = make.participant()
    made = joined(person)
    colabs.call_off(made, made.organizer, "Too few can come")
    [mail] = to(person, sent())

    assert (mail.subject[:10], entry(mail)) == ("Called off", None)
    assert "cancellation" not in mail.body


def test_who_left_and_came_back_while_the_sender_was_away_has_one_new_entry(sent):
    """Check R-ONE-UID and R-ONE-NEWS."""
    person = make.participant()
    made = joined(person)
    seats.leave(made, person)
    seats.join(made, person)
    found = [entry(mail) for mail in sent()]

    [(method, event)] = [each for each in found if each]
    assert (method, str(event["UID"])) == ("REQUEST", str(made.registrations.get().uid))


def test_the_stamps_of_an_entry_rise_within_one_second(sent, now):
    """Check R-ICS-SEQUENCE."""
    person = make.participant()
    made = joined(person)
    stamps = []
    for title in ("One", "Two", "Three"):
        retitle(made, title)
        outbox.send_due()
        stamps += [entry(mail)[1]["DTSTAMP"].dt for mail in to(person, django_mail.outbox)]
        django_mail.outbox.clear()

    assert len(stamps) == 3
    assert stamps == sorted(set(stamps))


# --- Roles (R-ROLE-ENTRIES)


def test_those_with_a_role_have_the_hour_in_their_calendar(sent):
    """Check R-ROLE-ENTRIES, from the announcement to the end."""
    organizer, facilitator = make.organizer(), make.participant()
    made = colab(organizer=organizer, facilitator=facilitator, state=CoLab.State.DRAFT)
    colabs.announce(made, organizer)
    first = {mail.to[0]: version(mail) for mail in sent() if entry(mail)}
    assert first[organizer.email][:3] == ("REQUEST", 0, "ACCEPTED")
    assert first[facilitator.email][:3] == ("REQUEST", 0, "NEEDS-ACTION")

    move(made, 1)
    assert {mail.to[0]: version(mail)[:4] for mail in sent()} == {
        organizer.email: ("REQUEST", 1, "NEEDS-ACTION", 15),
        facilitator.email: ("REQUEST", 1, "NEEDS-ACTION", 15),
    }
    retitle(made)
    assert [version(mail)[1] for mail in sent()] == [2, 2]
    colabs.call_off(made, organizer, "A storm")
    ended = sent()
    assert [version(mail)[:2] for mail in ended] == [("CANCEL", 3)] * 2
    assert {str(entry(mail)[1]["STATUS"]) for mail in ended} == {"CANCELLED"}


def test_a_role_that_passes_to_somebody_else_leaves_one_calendar_alone(sent):
    """Check R-ROLE-ENTRIES."""
    one, other = make.participant(), make.participant()
    made = colab(facilitator=one, harvester=one)
    role_entries.settle(made)
    [invited_one] = to(one, sent())
    colabs.edit(made, made.organizer, facilitator=other)
    assert to(one, mails := sent()) == [] or entry(to(one, mails)[0]) is None
    assert version(to(other, mails)[0])[:2] == ("REQUEST", 0)
    colabs.edit(made, made.organizer, harvester=None)
    mails = sent()

    assert [mail.to for mail in mails] == [[one.email]]
    assert version(mails[0])[:2] == ("CANCEL", 1)
    assert entry(mails[0])[1]["UID"] == entry(invited_one)[1]["UID"]
    assert "STATUS" not in entry(mails[0])[1]


def test_whoever_takes_a_colab_over_has_its_hour_and_the_one_before_no_longer(sent):
    """Check R-ROLE-ENTRIES."""
    before, after = make.organizer(), make.organizer()
    made = colab(organizer=before, topic=make.topic())
    role_entries.settle(made)
    sent()
    type(before).objects.filter(pk=before.pk).update(is_organizer=False)
    succession.take_over(made, after)
    mails = {mail.to[0]: version(mail)[:3] for mail in sent()}

    assert mails == {before.email: ("CANCEL", 1, None), after.email: ("REQUEST", 0, "ACCEPTED")}


def test_a_role_given_and_taken_before_the_mail_went_out_tells_nothing(sent):
    """Check R-OWN-ENTRY."""
    person = make.participant()
    made = asked_to_harvest(person)
    colabs.edit(made, made.organizer, harvester=None)

    assert to(person, sent()) == []


def test_whoever_closes_their_account_loses_the_hour_of_their_role(sent):
    """Check R-ROLE-ENTRIES."""
    person = make.participant()
    address = person.email
    asked_to_harvest(person)
    sent()
    erasure.erase(person)
    [mail] = [mail for mail in sent() if mail.to == [address]]

    assert version(mail)[:2] == ("CANCEL", 1)
    assert "your role" in mail.body


def test_a_move_tells_from_when_to_when_and_why(sent):
    person = make.participant(zone="America/Toronto")
    made = joined(person)
    sent()
    colabs.move(made, made.organizer, later(1), "Budget day")
    [mail] = [mail for mail in sent() if mail.to == [person.email]]

    assert (
        "It was to be on Thursday, January 14, 2027, 2:00\u202fp.m., Toronto (UTC−5). "
        "Now it is on Friday, January 15, 2027, 2:00\u202fp.m., Toronto (UTC−5)."
    ) in mail.body
    assert "Why: Budget day" in mail.body


def test_an_announcement_reaches_nominators_who_still_want_it_and_may_read_it(sent):
    wants, withdrew, turned_off = make.participant(), make.participant(), make.participant()
    topic = make.topic()
    for person in (wants, withdrew, turned_off):
        make.nomination(topic, person)
    turned_off.notices_off = ["announced"]
    turned_off.save(update_fields=["notices_off"])
    notifications.announced(colab(topic=topic))
    topic.nominations.filter(participant=withdrew).delete()

    assert {mail.to[0] for mail in sent()} == {wants.email, topic.author.email}


def test_a_draft_that_never_was_announced_tells_nobody(sent):
    nominator = make.participant()
    topic = make.topic()
    make.nomination(topic, nominator)
    notifications.announced(colab(topic=topic, state=CoLab.State.DRAFT))

    assert sent() == []


@pytest.mark.parametrize(("kind", "says"), [("open", True), ("healing", False)])
def test_who_hosts_it_and_the_care_note_are_said_where_words_may_leave(sent, kind, says):
    """Check R-WORDS-STAY."""
    person, topic = make.participant(), make.topic(forum=make.forum(kind=kind))
    if kind == "healing":
        make.membership(topic.forum, person)
    colab = make.colab(topic=topic, host="City of Laval", care_note="We speak of violence.")
    seats.join(colab, person, agrees=True)

    [message] = to(person, sent())

    for part in (message.body, message.alternatives[0].content):
        assert ("City of Laval" in part, "We speak of violence." in part) == (says, says)
