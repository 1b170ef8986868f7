"""A closed account: its seats go to others, its calendar is emptied."""

import pytest
from django.core import mail
from django.urls import reverse

from events.calendar import feeds
from events.calendar.tests.calendarclient import Calendar, calendar_of
from events.calendar.tests.mailcheck import violations
from events.registration import seats
from forums.spaces import memberships
from forums.topics import topics
from mailing import outbox
from mailing.models import Message
from participants.privacy import erasure
from testing import make

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
    """The account was closed before the mail about the removal was sent."""
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


def test_who_is_switched_off_gives_back_seat_role_and_feed(client, ana):
    client.force_login(make.staff())
    full, helped = make.colab(seats=1), make.colab(facilitator=ana)
    seats.join(full, ana)
    next_one = seats.join(full, make.participant())
    feeds.renew(ana)
    outbox.send_due()
    mail.outbox.clear()
    address = reverse("admin:participants_participant_change", args=[ana.pk])
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    client.post(address, {name: value for name, value in values.items() if name != "is_active"})

    ana.refresh_from_db()
    next_one.refresh_from_db()
    helped.refresh_from_db()
    assert (ana.is_active, next_one.is_seated, helped.facilitator) == (False, True, None)
    assert feeds.key_of(ana) is None
    outbox.send_due()
    (cancellation,) = to_ana()
    assert calendar_of(cancellation.content)[0] == "CANCEL"


def test_who_leaves_a_private_forum_leaves_its_colabs(ana):
    forum = make.forum(is_public=False)
    make.membership(forum, ana)
    private = seats.join(make.colab(topic=make.topic(forum=forum)), ana)
    public = seats.join(make.colab(), ana)

    memberships.leave(forum, ana)

    private.refresh_from_db()
    public.refresh_from_db()
    assert (private.is_seated, public.is_seated) == (False, True)


def test_a_seat_stays_within_reach_when_the_topic_is_hidden(client, ana):
    """Check R-LEAVE-ALWAYS."""
    colab = make.colab()
    seats.join(colab, ana)
    topics.hide(colab.topic, make.moderator(), "Spam")

    client.force_login(make.participant())
    assert client.get(colab.get_absolute_url()).status_code == 404
    client.force_login(ana)
    assert client.get(colab.get_absolute_url()).status_code == 200
    client.post(reverse("events:leave", args=[colab.pk]))
    assert not colab.registrations.seated().exists()
