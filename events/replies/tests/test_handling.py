"""The effects of replies over time, the mail that asks for confirmation, and the sources of mail."""

import os
import re
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from core.timezones.wall_time import Start
from events.lifecycle import colabs
from events.messages import versions
from events.models import CalendarReply
from events.registration import role_entries, seats
from events.replies import handling
from events.replies.parsing import Outcome
from events.replies.tests import replymails
from events.templatetags.calendars import calendar_replies
from mailing import outbox
from mailing.inbound import sources
from mailing.inbound.handlers import LARGEST
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db
ANA = "ana@city.example"
EVE = "eve@elsewhere.example"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def seat():
    with time_machine.travel(NOON, tick=False):
        colab = make.colab(starts_at=NOON + timedelta(days=9))
        registration = seats.join(colab, make.participant("Ana", email=ANA, zone="America/St_Johns"))
        yield registration


def reply(seat, partstat="ACCEPTED", *, hours=0, sender=ANA, **changes):
    stamp = f"{NOON + timedelta(hours=hours - 9):%Y%m%dT%H%M%SZ}"
    return replymails.mail(replymails.calendar(seat, partstat, stamp=stamp, **changes), sender)


def shown_reply(seat):
    """Return (partstat, authenticated) as the organizer sees it, or None."""
    [row] = handling.with_replies(list(seat.colab.registrations.seated()))
    return row.reply and (row.reply.partstat, row.reply.authenticated)


def moved(seat):
    start = Start(seat.colab.starts_at + timedelta(days=1), ZoneInfo("America/Toronto"))
    reasons = {"unfriendly_reason": "Because.", "notice_reason": "Because."}
    colabs.move(seat.colab, seat.colab.organizer, start, "Because.", **reasons)
    seat.refresh_from_db()


def retitled(seat):
    colabs.edit(seat.colab, seat.colab.organizer, title="Another title")
    seat.refresh_from_db()


def answered():
    """Return the answers to declines that freed no seat."""
    outbox.send_due()
    return [each for each in mail.outbox if each.subject.startswith("You still have your")]


# --- The latest counts (R-REPLY-LATEST)


def test_accepted_and_tentative_are_shown_to_the_organizer(seat):
    assert handling.process(reply(seat, "ACCEPTED")) == Outcome.NOTED
    assert shown_reply(seat) == ("ACCEPTED", True)

    assert handling.process(reply(seat, "TENTATIVE", hours=1)) == Outcome.NOTED
    assert shown_reply(seat) == ("TENTATIVE", True)
    assert seat.calendar_replies.count() == 1


def test_of_two_replies_that_arrive_in_the_wrong_order_the_later_one_counts(seat):
    assert handling.process(reply(seat, "ACCEPTED", hours=2)) == Outcome.NOTED

    assert handling.process(reply(seat, "DECLINED", hours=1)) == Outcome.OLDER

    assert shown_reply(seat) == ("ACCEPTED", True)


def test_a_reply_to_an_earlier_state_is_recorded_and_has_no_effect(seat):
    late = reply(seat, "DECLINED")
    moved(seat)

    assert handling.process(late) == Outcome.OLDER

    assert shown_reply(seat) is None
    assert seat.calendar_replies.get().sequence == 0
    assert seat.is_seated


@pytest.mark.parametrize("change", [moved, retitled])
def test_a_decline_of_an_earlier_state_is_answered_with_a_sentence_and_a_link(seat, change):
    """Check R-REPLY-LATEST and R-AUTO-REPLIES."""
    late = reply(seat, "DECLINED")
    change(seat)

    assert [handling.process(late), handling.process(late)] == [Outcome.OLDER, Outcome.OLDER]

    [letter] = answered()
    assert letter.to == [ANA]
    assert "it answered an older invitation" in letter.body
    link = re.search(r"http://testserver(/calendar/answers/\S+/)", letter.body)[1]
    assert Client().get(link).status_code == 200
    seat.refresh_from_db()
    assert seat.is_seated
    Client().post(link)
    seat.refresh_from_db()
    assert not seat.is_seated


def test_it_is_answered_once_a_day_whatever_the_colab(seat):
    """Check R-AUTO-REPLIES."""
    other = seats.join(make.colab(starts_at=NOON + timedelta(days=12)), seat.participant)
    declines = [reply(seat, "DECLINED"), reply(other, "DECLINED")]
    retitled(seat)
    retitled(other)
    for content in declines:
        handling.process(content)

    assert len(answered()) == 1


@pytest.mark.parametrize(
    "headers",
    [{"Auto-Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List-Id": "<x.example>"}],
)
def test_nothing_a_program_wrote_is_answered(seat, headers):
    """Check R-AUTO-REPLIES."""
    text = replymails.calendar(seat, "DECLINED", stamp=f"{NOON:%Y%m%dT%H%M%SZ}")
    retitled(seat)
    handling.process(replymails.mail(text, ANA, **headers))

    assert answered() == []


def test_the_button_that_somebody_pressed_is_answered_though_a_program_wrote_the_mail(seat):
    text = replymails.calendar(seat, "DECLINED", stamp=f"{NOON:%Y%m%dT%H%M%SZ}")
    retitled(seat)
    handling.process(replymails.mail(text, ANA, kind="google"))

    assert len(answered()) == 1


def test_what_is_accepted_before_a_new_title_still_counts(seat):
    """Check R-REPLY-LATEST: a title asks nothing anew."""
    late = reply(seat, "TENTATIVE")
    retitled(seat)

    assert handling.process(late) == Outcome.NOTED
    assert shown_reply(seat) == ("TENTATIVE", True)


@pytest.mark.parametrize(
    ("sender", "partstat"), [(ANA, "DECLINED"), (EVE, "NEEDS-ACTION")], ids=["certain", "not certain"]
)
def test_a_decline_that_freed_nothing_is_carried_or_left_open(seat, sender, partstat):
    """Check R-ICS-ATTENDEE."""
    late = reply(seat, "DECLINED", sender=sender)
    retitled(seat)
    handling.process(late)

    assert versions.partstat_of(seat) == partstat


# --- Roles (R-ROLE-ENTRIES)


@pytest.mark.parametrize("role", ["organizer", "facilitator", "harvester"])
def test_a_decline_does_not_end_a_role_and_is_answered(role):
    """Check R-ROLE-ENTRIES."""
    person = make.organizer(email=ANA)
    colab = make.colab(**{role: person})
    role_entries.settle(colab)
    entry = colab.role_entries.get(participant=person)

    assert handling.process(replymails.mail(replymails.calendar(entry), ANA)) == Outcome.ROLE

    [letter] = answered()
    assert "does not give a role back" in letter.body
    assert f"http://testserver{colab.get_absolute_url()}" in letter.body
    assert type(colab).objects.get(pk=colab.pk).role_of(person) == role
    assert versions.partstat_of(colab.role_entries.get(participant=person)) == "DECLINED"


def test_the_answer_of_somebody_with_a_role_is_kept_and_shown():
    person = make.participant("Ana", email=ANA)
    colab = make.colab(facilitator=person)
    role_entries.settle(colab)
    entry = colab.role_entries.get(participant=person)

    assert handling.process(replymails.mail(replymails.calendar(entry, "ACCEPTED"), ANA)) == Outcome.NOTED
    assert handling.process(replymails.mail(replymails.calendar(entry, "DECLINED"), EVE)) == Outcome.OLDER

    shown = calendar_replies([], colab)
    assert [(row.participant.name, row.reply.partstat) for row in shown["rows"]] == [("Ana", "ACCEPTED")]


def test_a_role_that_has_ended_is_not_answered_for():
    person = make.participant(email=ANA)
    colab = make.colab(harvester=person)
    role_entries.settle(colab)
    content = replymails.mail(replymails.calendar(colab.role_entries.get(participant=person)), ANA)
    colabs.edit(colab, colab.organizer, harvester=None)

    assert handling.process(content) == Outcome.NO_SEAT
    assert answered() == []


def test_each_state_of_the_invitation_has_its_own_reply(seat):
    handling.process(reply(seat, "ACCEPTED", hours=3))
    moved(seat)

    assert shown_reply(seat) is None
    assert handling.process(reply(seat, "TENTATIVE")) == Outcome.NOTED
    assert shown_reply(seat) == ("TENTATIVE", True)


def test_what_is_not_certain_does_not_replace_what_is(seat):
    assert handling.process(reply(seat, "TENTATIVE", sender=EVE)) == Outcome.NOTED
    assert shown_reply(seat) == ("TENTATIVE", False)
    handling.process(reply(seat, "ACCEPTED"))

    assert handling.process(reply(seat, "DECLINED", hours=1, sender=EVE)) == Outcome.OLDER

    assert shown_reply(seat) == ("ACCEPTED", True)
    assert not Message.objects.filter(kind="declined").exists()


def test_a_clock_that_is_ahead_does_not_outdo_every_later_reply(seat):
    handling.process(reply(seat, "ACCEPTED", hours=9000))

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert handling.process(reply(seat, "TENTATIVE", hours=10)) == Outcome.NOTED


def test_the_same_mail_twice_does_the_same_once(seat):
    content = reply(seat, "DECLINED")

    assert [handling.process(content), handling.process(content)] == [Outcome.FREED, Outcome.NO_SEAT]

    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == ["seated", "given-up"]


def test_a_declined_seat_goes_to_the_first_in_the_queue():
    colab = make.colab(seats=1)
    registration = seats.join(colab, make.participant(email=ANA))
    next_one = seats.join(colab, make.participant())

    handling.process(replymails.mail(replymails.calendar(registration), ANA))

    next_one.refresh_from_db()
    assert next_one.is_seated


def test_a_reply_to_an_earlier_seat_does_not_free_the_new_one(seat):
    earlier = reply(seat, "DECLINED")
    seats.leave(seat.colab, seat.participant)
    seats.join(seat.colab, seat.participant)

    assert handling.process(earlier) == Outcome.UNKNOWN
    seat.refresh_from_db()
    assert seat.is_seated


@pytest.mark.parametrize("change", [{"state": "called_off"}, {"ends_at": NOON - timedelta(minutes=1)}])
def test_what_is_over_or_called_off_is_not_declined(seat, change):
    change = {"starts_at": NOON - timedelta(hours=1), **change} if "ends_at" in change else change
    type(seat.colab).objects.filter(pk=seat.colab.pk).update(**change)

    assert handling.process(reply(seat, "DECLINED")) == Outcome.OVER
    seat.refresh_from_db()
    assert seat.is_seated


def test_an_account_that_is_closed_is_nobody(seat):
    seat.participant.is_active = False
    seat.participant.save(update_fields=["is_active"])

    assert handling.process(reply(seat, "DECLINED")) == Outcome.STRANGER


def test_the_organizer_reads_who_replied_what(seat):
    silent = make.seated(seat.colab, make.participant("Silent"))
    handling.process(reply(seat, "TENTATIVE", sender=EVE))

    seat.refresh_from_db()
    shown = calendar_replies([seat, silent])

    assert [(row.participant.name, row.reply.partstat) for row in shown["rows"]] == [("Ana", "TENTATIVE")]
    assert (shown["silent"], silent.calendar_replies.count()) == (1, 0)


# --- Replies that are not authenticated (R-REPLY-AUTHENTICATED)


@pytest.fixture
def link(seat):
    """The link in the mail that asks for confirmation."""
    assert handling.process(reply(seat, "DECLINED", sender=EVE)) == Outcome.ASKED
    outbox.send_due()
    [question] = [each for each in mail.outbox if each.subject.startswith("Do you give your seat back?")]
    assert question.to == [ANA]
    return re.search(r"http://testserver(/calendar/answers/\S+/)", question.body)[1]


def test_it_asks_once_however_often_the_reply_comes(seat):
    for hours in range(3):
        assert handling.process(reply(seat, "DECLINED", hours=hours, sender=EVE)) == Outcome.ASKED

    assert Message.objects.filter(kind="declined").count() == 1


def test_opening_the_link_gives_nothing_back(seat, link):
    """Mail scanners open links (R-LINKS-ASK)."""
    page = Client().get(link)

    seat.refresh_from_db()
    assert (page.status_code, seat.is_seated) == (200, True)
    assert "Give your seat back?" in page.content.decode()
    assert "St. John’s (UTC−3:30)" in page.content.decode()


def test_the_button_gives_the_seat_back_without_signing_in(seat, link):
    client = Client(enforce_csrf_checks=True)
    csrf = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(link).content.decode())[1]

    done = client.post(link, {"csrfmiddlewaretoken": csrf})

    seat.refresh_from_db()
    assert (done.status_code, seat.is_seated) == (200, False)
    assert "You have no seat here any more" in done.content.decode()


def test_the_link_is_for_that_seat_only(seat, link):
    seats.leave(seat.colab, seat.participant)
    seats.join(seat.colab, seat.participant)

    assert Client().post(link).status_code == 404
    assert Client().get(link[:-2] + "/").status_code == 404
    seat.refresh_from_db()
    assert seat.is_seated


def test_after_the_hour_there_is_nothing_to_give_back(seat, link):
    with time_machine.travel(NOON + timedelta(days=9, hours=2)):
        page = Client().post(link)

    assert page.status_code == 422
    assert "no longer lies ahead" in page.content.decode()


def test_the_question_is_not_sent_when_the_seat_is_gone_by_then(seat):
    handling.process(reply(seat, "DECLINED", sender=EVE))
    seats.leave(seat.colab, seat.participant)

    outbox.send_due()

    assert Message.objects.get(kind="declined").state == Message.State.DROPPED


# --- Where mails come in from


def counts(output):
    return {line.split()[1]: int(line.split()[0]) for line in output.splitlines()}


def test_a_maildir_is_read_and_each_mail_marked(seat, tmp_path, capsys):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.a.host").write_bytes(reply(seat, "ACCEPTED"))
    (tmp_path / "cur" / "2.b.host:2,F").write_bytes(b"Hello")
    (tmp_path / "cur" / "0.c.host:2,S").write_bytes(reply(seat, "DECLINED", hours=2))

    call_command("receive_replies", maildir=str(tmp_path))

    assert counts(capsys.readouterr().out) == {"noted": 1, "no-calendar": 1, "in": 2}
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == [
        "0.c.host:2,S",
        "1.a.host:2,S",
        "2.b.host:2,FS",
    ]
    call_command("receive_replies", maildir=str(tmp_path))
    assert counts(capsys.readouterr().out) == {"in": 0}


def test_counts_tell_what_came_in(seat, capsys):
    handling.process(reply(seat, "ACCEPTED"))
    handling.process(b"")
    handling.process(b"")

    call_command("receive_replies", counts=True)

    found = counts(capsys.readouterr().out)
    assert (found["noted"], found["no-calendar"], found["freed"], found["in"]) == (1, 2, 0, 3)
    assert len(found) == len(Outcome) + 1


def test_no_source_is_a_clear_error(settings):
    settings.IMAP_URL = ""
    with pytest.raises(CommandError, match="IMAP_URL"):
        call_command("receive_replies")
    with pytest.raises(CommandError, match="Not all was read"):
        call_command("receive_replies", maildir="/nowhere")


def test_a_mail_on_standard_input(seat, monkeypatch, capsys):
    pipe = BytesIO(reply(seat, "DECLINED"))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=pipe))

    call_command("receive_replies", stdin=True)

    assert counts(capsys.readouterr().out) == {"freed": 1, "in": 1}


def test_of_a_huge_mail_no_more_than_needed_is_kept_but_all_is_read():
    pipe = BytesIO(b"x" * 5_000_000)

    [incoming] = sources.stream(pipe)

    assert (len(incoming.content), pipe.tell()) == (LARGEST + 1, 5_000_000)


def test_a_busy_colab_leaves_the_mail_where_it_is_and_the_next_one_is_read(seat, tmp_path, monkeypatch):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1").write_bytes(reply(seat, "DECLINED"))
    (tmp_path / "new" / "2").write_bytes(b"Hello")
    monkeypatch.setattr(seats, "leave", _busy)

    with pytest.raises(CommandError) as failure:
        call_command("receive_replies", maildir=str(tmp_path))

    assert failure.value.returncode == os.EX_TEMPFAIL
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["1"]
    assert CalendarReply.objects.count() == 0
    monkeypatch.undo()
    handling.process((tmp_path / "new" / "1").read_bytes())
    seat.refresh_from_db()
    assert not seat.is_seated


def _busy(colab, person):
    raise seats.Refused("Many people are doing this at the moment.")


def test_without_a_database_nothing_is_marked(seat, tmp_path, monkeypatch):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1").write_bytes(reply(seat, "DECLINED"))
    monkeypatch.setattr(handling, "_apply", _no_database)

    with pytest.raises(CommandError) as failure:
        call_command("receive_replies", maildir=str(tmp_path))

    assert failure.value.returncode == os.EX_TEMPFAIL
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["1"]


def _no_database(reply):
    raise OperationalError("the server closed the connection unexpectedly")


@pytest.mark.parametrize("status", ["waiting", "gone"])
def test_an_acceptance_gives_nobody_a_seat(seat, status):
    """Check R-BRAVE-HOUR: only the page asks what one agrees to."""
    brave = make.colab(facilitator=make.participant(), is_brave=True, care_note="Hard words.")
    waits = make.waiting(brave, seat.participant)
    waits.status = status
    waits.save(update_fields=["status"])

    assert handling.process(reply(waits)) == Outcome.NO_SEAT

    waits.refresh_from_db()
    assert waits.status == status
