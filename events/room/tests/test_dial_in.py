"""The number to dial in stands behind the door, as the room does (R-ROOM-DOOR and R-ROOM-SECRET)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.models import Attendance, RoomEntry
from events.room import access, providers
from testing import make

NUMBER = "+1 613 555 0100, PIN 4711#"


@pytest.fixture
def colab(db, time_machine):
    made = make.colab(dial_in=NUMBER)
    time_machine.move_to(made.starts_at, tick=False)
    return made


def dial(client, colab, person):
    client.force_login(person)
    return client.post(reverse("events:dial_in", args=[colab.pk]))


def test_who_dials_in_came_and_gets_the_number(colab):
    """Check R-ROOM-DOOR and R-ATTENDANCE."""
    person = make.seated(colab).participant

    for _number in range(2):
        assert access.dial_in(colab, person) == NUMBER

    noted = Attendance.objects.get()
    assert (noted.participant, noted.mark, noted.source) == (person, "came", "door")
    assert RoomEntry.objects.get().participant == person


def test_the_number_is_shown_after_the_button_on_a_page_that_nobody_keeps(client, colab):
    """Check R-ROOM-SECRET."""
    person = make.seated(colab).participant
    client.force_login(person)
    before = client.get(colab.get_absolute_url()).content.decode()

    response = dial(client, colab, person)
    page = response.content.decode()

    assert "I dial in by telephone" in before
    assert "4711" not in before
    assert NUMBER in page
    assert 'href="tel:+16135550100"' in page
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_nobody_else_gets_it_and_a_link_shows_nothing(client, colab):
    response = dial(client, colab, make.participant())
    assert "The room is for people with a seat or a role" in client.get(response.url).content.decode()

    client.force_login(colab.organizer)
    assert client.get(reverse("events:dial_in", args=[colab.pk])).url == f"{colab.get_absolute_url()}#seats"
    assert not RoomEntry.objects.exists()


def test_it_is_closed_when_the_room_is(colab, time_machine):
    time_machine.move_to(colab.starts_at - timedelta(minutes=16), tick=False)

    with pytest.raises(access.Refused, match="opens 15 minutes"):
        access.dial_in(colab, colab.organizer)


def test_without_a_number_there_is_no_button_and_nobody_came(client, colab):
    colab.dial_in = ""
    colab.save(update_fields=["dial_in"])
    client.force_login(colab.organizer)

    assert "I dial in" not in client.get(colab.get_absolute_url()).content.decode()
    with pytest.raises(access.Refused, match="no number"):
        access.dial_in(colab, colab.organizer)
    assert not RoomEntry.objects.exists()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (NUMBER, "tel:+16135550100"),
        ("(613) 555-0100", ""),
        ("613 555-0100", "tel:6135550100"),
        ("Ask the desk", ""),
        ("911", ""),
        ("", ""),
    ],
)
def test_what_begins_with_a_number_can_be_called(text, address):
    assert providers.telephone(text) == address
