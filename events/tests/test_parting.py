"""An account is closed: the seats go to others, and the calendar of who left is emptied."""

import pytest
from django.core import mail

from colab import erasure
from colab.testing import make
from events import seats
from events.tests.calendarclient import Calendar, calendar_of
from events.tests.mailcheck import violations
from participants import outbox
from participants.models import Message

pytestmark = pytest.mark.django_db
ANA = "ana@city.example"


@pytest.fixture
def ana():
    return make.participant("Ana", email=ANA, language="fr", zone="America/Montreal")


def to_ana():
    return [message for message in mail.outbox if message.to == [ANA]]


def test_a_cancellation_goes_to_the_address_the_account_had(ana):
    registration = seats.join(make.colab(), ana)
    outbox.send_due()

    erasure.erase(ana)
    outbox.send_due()

    invitation, cancellation = to_ana()
    method, event = calendar_of(cancellation.content)
    assert (method, event["UID"], event["SEQUENCE"]) == ("CANCEL", str(registration.uid), "1")
    assert violations(cancellation.content) == []
    calendar = Calendar()
    for content in (invitation.content, cancellation.content):
        calendar.receive(content)
    assert calendar.entries == {}


def test_then_the_address_is_forgotten(ana):
    seats.join(make.colab(), ana)
    erasure.erase(ana)

    outbox.send_due()

    [message] = Message.objects.filter(kind="parted")
    assert (message.state, message.address, message.about, message.content, message.subject) == (
        "sent",
        "",
        {},
        None,
        "",
    )


def test_a_cancellation_that_had_not_gone_out_is_not_lost(ana):
    """They were taken out, and closed their account before that mail was sent."""
    colab = make.colab()
    registration = seats.join(colab, ana)
    outbox.send_due()
    seats.remove(colab, colab.organizer, ana)

    erasure.erase(ana)
    outbox.send_due()

    assert [calendar_of(message.content)[0] for message in to_ana()] == ["REQUEST", "CANCEL"]
    assert calendar_of(to_ana()[1].content)[1]["UID"] == str(registration.uid)


def test_who_only_waited_hears_nothing_more(ana):
    colab = make.colab(seats=1)
    seats.join(colab, make.participant())
    seats.join(colab, ana)

    erasure.erase(ana)
    outbox.send_due()

    assert to_ana() == []


def test_the_seat_goes_to_the_next_at_once(ana):
    colab = make.colab(seats=1)
    seats.join(colab, ana)
    later = seats.join(colab, make.participant())

    erasure.erase(ana)

    later.refresh_from_db()
    assert later.is_seated
