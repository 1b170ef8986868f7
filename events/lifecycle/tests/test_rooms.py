"""Another address for the room, when somebody who may know it is no longer there (R-ROOM-RENEWED)."""

import pytest
from django.urls import reverse

from events.lifecycle import colabs, rooms, succession
from events.models import CoLab
from events.registration import seats
from events.room import access
from forums.spaces import memberships
from participants.accounts import activation
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db

OLD, NEW = "https://example.webex.com/meet/very-secret", "https://example.webex.com/meet/another"


@pytest.fixture
def colab(organizer):
    return make.colab(organizer=organizer, room_url=OLD)


@pytest.fixture
def private(organizer):
    forum = make.forum(is_public=False)
    make.membership(forum, organizer)
    return make.colab(organizer=organizer, room_url=OLD, topic=make.topic(forum=forum))


def text(response):
    return " ".join(response.content.decode().split())


def exposed(colab):
    return CoLab.objects.get(pk=colab.pk).room_exposed_at is not None


def new_room(client, colab, address):
    return client.post(reverse("events:new_room", args=[colab.pk]), {"room_url": address}, follow=True)


def test_the_organizer_is_asked_for_another_room_when_somebody_was_taken_out(client, colab):
    """Check R-ROOM-RENEWED and R-ROOM-SECRET."""
    person = make.seated(colab).participant

    page = client.post(reverse("events:remove", args=[colab.pk, person.pk]), follow=True)

    assert page.redirect_chain[-1][0] == reverse("events:new_room", args=[colab.pk])
    assert "They may still know the address of the room" in text(page)
    assert "They are taken out, and told." in text(page)
    assert OLD not in text(page)
    assert "Somebody who left may know the room" in text(client.get(colab.get_absolute_url()))


def test_those_who_remain_come_in_by_the_same_button(client, colab, time_machine):
    gone, stays = make.seated(colab).participant, make.seated(colab).participant
    seats.remove(colab, colab.organizer, gone)

    page = new_room(client, colab, NEW)

    assert "The room has another address" in text(page)
    assert "Somebody who left may know the room" not in text(page)
    time_machine.move_to(colab.starts_at, tick=False)
    assert access.enter(colab, stays) == NEW
    with pytest.raises(access.Refused):
        access.enter(colab, gone)


def test_the_address_can_be_kept(client, colab):
    seats.remove(colab, colab.organizer, make.seated(colab).participant)

    for _ in range(2):
        page = client.post(reverse("events:keep_room", args=[colab.pk]), follow=True)

    assert "The room keeps its address." in text(page)
    assert (exposed(colab), CoLab.objects.get().room_url) == (False, OLD)


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        (OLD, "This is the address that the room has today."),
        ("http://meet.example.org/x", "begins with https://"),
        ("https://user@meet.example.org/", "must not contain a name"),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_an_address_that_is_none_is_refused_and_kept_as_typed(client, colab, address, complaint):
    seats.remove(colab, colab.organizer, make.seated(colab).participant)

    page = new_room(client, colab, address)

    assert page.status_code == 422
    assert complaint in str(page.context["form"].errors["room_url"][0])
    assert f'value="{address}"' in text(page) or not address
    assert (exposed(colab), CoLab.objects.get().room_url) == (True, OLD)


def test_editing_the_address_answers_it_too(colab):
    seats.remove(colab, colab.organizer, make.seated(colab).participant)

    colabs.edit(colab, colab.organizer, title="Another title")
    assert exposed(colab)
    colabs.edit(colab, colab.organizer, room_url=NEW)
    assert not exposed(colab)


def test_who_only_waited_never_came_to_know_it(client, colab):
    person = make.waiting(colab).participant

    page = client.post(reverse("events:remove", args=[colab.pk, person.pk]))

    assert (page.url, exposed(colab)) == (colab.get_absolute_url(), False)


def test_who_gives_a_seat_back_is_not_taken_out(colab):
    seats.leave(colab, make.seated(colab).participant)

    assert not exposed(colab)


@pytest.mark.parametrize("role", ["seat", "facilitator", "harvester"])
def test_it_is_offered_when_somebody_leaves_the_private_forum(private, role):
    """Check R-ROOM-RENEWED."""
    person = make.participant()
    make.membership(private.topic.forum, person)
    if role == "seat":
        make.seated(private, person)
    else:
        CoLab.objects.update(**{role: person})

    memberships.leave(private.topic.forum, person)

    assert exposed(private)


def test_it_is_not_for_members_without_seat_or_role(private):
    person = make.waiting(private).participant
    make.membership(private.topic.forum, person)

    memberships.leave(private.topic.forum, person)

    assert not exposed(private)


def test_it_is_offered_when_an_account_is_switched_off_and_after_a_change_of_organizers(colab):
    activation.deactivate(make.seated(colab).participant)
    assert exposed(colab)
    rooms.keep(colab, colab.organizer)

    Participant.objects.filter(pk=colab.organizer_id).update(is_organizer=False)
    succession.take_over(colab, make.organizer())
    assert exposed(colab)


def test_a_room_that_is_over_needs_no_other_address(client, organizer):
    held = make.held_colab(organizer=organizer)

    assert client.get(reverse("events:new_room", args=[held.pk])).url == held.get_absolute_url()
