"""At most one note a week, and none when nothing is due (R-ONE-WEEKLY-NOTE)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from mailing import outbox
from mailing.models import Message
from participants.open_ends import registry, weekly
from participants.open_ends.registry import OpenEnd, Source
from testing import make

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 1, 18, 18, tzinfo=UTC)  # one in the afternoon in Toronto


@pytest.fixture
def ana(monkeypatch):
    """Somebody with one open end, until `ends` is emptied."""
    person = make.participant("Ana", zone="America/Toronto")
    ends = [OpenEnd("Rewrite the letter", "Did it happen?", "/steps/1/", date(2026, 1, 20), "en")]
    monkeypatch.setattr(registry, "sources", {"one": Source(lambda person: ends, lambda: [person.pk])})
    person.ends = ends
    return person


def post(moment):
    with time_machine.travel(moment, tick=False):
        return weekly.post_due()


def send(moment):
    with time_machine.travel(moment, tick=False):
        outbox.send_due()


def test_one_note_a_week(ana):
    """Check R-ONE-WEEKLY-NOTE."""
    for minutes in (0, 10, 60):
        post(MONDAY + timedelta(minutes=minutes))
    assert Message.objects.filter(kind="open-ends").count() == 1

    post(MONDAY + timedelta(days=7))
    assert Message.objects.filter(kind="open-ends").count() == 2


def test_never_two_within_seven_days(ana):
    """Check R-ONE-WEEKLY-NOTE: somebody moves, and their Monday begins earlier."""
    post(MONDAY)
    ana.zone = "America/Halifax"
    ana.save()

    assert post(MONDAY + timedelta(days=7, hours=-1)) == 0
    assert post(MONDAY + timedelta(days=7)) == 1


@pytest.mark.parametrize("moment", [MONDAY + timedelta(days=1), MONDAY - timedelta(hours=12)])
def test_on_mondays_in_ones_day(ana, moment):
    post(moment)
    assert not Message.objects.exists()


def test_it_tells_all_that_is_open(ana, mailoutbox):
    post(MONDAY)
    send(MONDAY)

    [mail] = mailoutbox
    assert mail.subject == "1 open end this week"
    assert "Rewrite the letter" in mail.body
    assert "/steps/1/" in mail.body


def test_none_when_nothing_is_due_any_more(ana, mailoutbox):
    """Check R-ONE-WEEKLY-NOTE."""
    post(MONDAY)
    ana.ends.clear()
    send(MONDAY)

    assert mailoutbox == []


def test_without_open_ends_there_is_none(monkeypatch):
    monkeypatch.setattr(registry, "sources", {"none": Source(lambda person: [], list)})
    post(MONDAY)
    assert not Message.objects.exists()
