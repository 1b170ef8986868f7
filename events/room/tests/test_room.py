"""The door of the room, and attendance (R-ROOM-DOOR, R-ROOM-SECRET and R-ATTENDANCE)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core.web import addresses
from events.hour.page import foot
from events.models import Attendance, CoLab, Registration, RoomEntry
from events.registration import attendance, seats
from events.room import access, providers
from testing import make

ROOM = "https://example.webex.com/meet/very-secret"


@pytest.fixture
def colab(db, time_machine):
    roles = {"facilitator": make.participant(), "harvester": make.participant()}
    made = make.colab(room_url=ROOM, dial_in="+1 555 0100, very-secret 4242", **roles)
    time_machine.move_to(made.starts_at, tick=False)
    return made


@pytest.mark.parametrize("minutes", [-15, 0, 30, 60, 74])
def test_the_room_is_open_from_a_quarter_before_to_a_quarter_after(colab, time_machine, minutes):
    """Check R-ROOM-DOOR."""
    person = make.seated(colab).participant
    time_machine.move_to(colab.starts_at + timedelta(minutes=minutes), tick=False)

    assert access.enter(colab, person) == ROOM


@pytest.mark.parametrize("minutes", [-16, -60 * 24, 75, 60 * 24])
def test_it_is_closed_at_any_other_time(colab, time_machine, minutes):
    person = make.seated(colab).participant
    time_machine.move_to(colab.starts_at + timedelta(minutes=minutes), tick=False)

    with pytest.raises(access.Refused):
        access.enter(colab, person)
    assert not RoomEntry.objects.exists()


def test_coming_is_recorded_once(colab):
    seat = make.seated(colab)

    for _ in range(2):
        access.enter(colab, seat.participant)

    noted = Attendance.objects.get()
    assert (noted.participant, noted.mark, noted.source) == (seat.participant, "came", "door")
    assert RoomEntry.objects.get().participant == seat.participant


@pytest.mark.parametrize("role", ["organizer", "facilitator", "harvester"])
def test_people_with_a_role_come_in_without_a_seat(colab, role):
    assert access.enter(colab, getattr(colab, role)) == ROOM
    assert RoomEntry.objects.count() == 1
    assert list(attendance.people_present(colab)) == [getattr(colab, role)]


@pytest.mark.parametrize("status", ["waiting", "gone", None])
def test_nobody_else_comes_in(colab, status):
    person = make.participant()
    if status:
        Registration.objects.create(colab=colab, participant=person, status=status)

    with pytest.raises(access.Refused, match="seat or a role"):
        access.enter(colab, person)
    assert not RoomEntry.objects.exists()


@pytest.mark.parametrize("state", [CoLab.State.DRAFT, CoLab.State.CALLED_OFF])
def test_there_is_no_room_unless_it_takes_place(colab, state):
    colab.state = state
    colab.save(update_fields=["state"])

    with pytest.raises(access.Refused):
        access.enter(colab, colab.organizer)


def door(client, colab, person):
    client.force_login(person)
    return client.post(reverse("events:room", args=[colab.pk]))


def test_the_button_passes_on_without_a_referrer_and_is_not_kept(client, colab):
    response = door(client, colab, make.seated(colab).participant)
    page = response.content.decode()

    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert f'<meta http-equiv="refresh" content="0;url={ROOM}">' in page
    assert f'href="{ROOM}" rel="noreferrer noopener"' in page


def test_the_door_is_a_button_not_a_link(client, colab):
    client.force_login(make.seated(colab).participant)

    response = client.get(reverse("events:room", args=[colab.pk]))

    assert response.url == f"{colab.get_absolute_url()}#seats"
    assert not RoomEntry.objects.exists()


def test_who_has_no_seat_is_told_so(client, colab):
    response = door(client, colab, make.participant())

    assert response.url == colab.get_absolute_url()
    assert ROOM not in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        *("events:index", "events:past", "events:colab", "events:ics", "events:move", "events:attendance"),
        *("events:plan", "events:choose_sheet", "participants:export"),
    ],
)
@pytest.mark.parametrize("reader", ["organizer", "facilitator", "seated", "waiting", "visitor"])
def test_the_address_stands_on_no_other_page(client, colab, name, reader):
    """Check R-ROOM-SECRET."""
    if reader == "seated":
        client.force_login(make.seated(colab).participant)
    elif reader == "waiting":
        client.force_login(make.waiting(colab).participant)
    elif reader != "visitor":
        client.force_login(getattr(colab, reader))
    arguments = {"events:index": [], "events:past": [], "events:colab": [colab.pk, colab.slug]}
    arguments["participants:export"] = []

    page = client.get(reverse(name, args=arguments.get(name, [colab.pk])))

    assert b"very-secret" not in page.content


def test_the_door_has_a_code_that_opens_the_page_of_the_hour_on_a_telephone(client, colab, monkeypatch):
    """Check R-ROOM-SECRET: the code holds the address of that page, not of the room."""
    drawn = []
    monkeypatch.setattr(foot, "qr", lambda path: drawn.append(path) or "<svg></svg>")
    client.force_login(make.seated(colab).participant)

    page = client.get(colab.get_absolute_url()).content.decode()

    assert drawn == [reverse("events:hour", args=[colab.pk])]
    assert "Open the page of the hour on a phone" in page
    assert "very-secret" not in page


def test_the_page_shows_the_button_while_the_room_is_open(client, colab, time_machine):
    client.force_login(make.seated(colab).participant)
    assert "Enter the room" in client.get(colab.get_absolute_url()).content.decode()

    time_machine.move_to(colab.ends_at, tick=False)
    assert "Enter the room" not in client.get(colab.get_absolute_url()).content.decode()

    time_machine.move_to(colab.ends_at + timedelta(minutes=15), tick=False)
    assert "Enter the room" not in client.get(colab.get_absolute_url()).content.decode()


# --- Addresses


@pytest.mark.parametrize(
    "address",
    [
        "http://meet.example.org/x",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://user@meet.example.org/",
        "https://user:pass@meet.example.org/",
        "https://meet.example.org/a b",
        "https://meet.example.org/\r\nRefresh: 0",
        "https://meet.example.org/\u200b",
        "https://meet.example.org:port/",
        "https://meet.example.org\\@evil.example/",
        "https://[::1/",
    ],
)
def test_addresses_that_are_refused(address):
    with pytest.raises(ValidationError):
        addresses.check_https(address)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.webex.com/meet/x", "Webex"),
        ("https://teams.microsoft.com/l/meetup-join/x", "Microsoft Teams"),
        ("https://us02web.zoom.us/j/1?pwd=x", "Zoom"),
        ("https://meet.google.com/abc-defg-hij", "Google Meet"),
        ("https://meet.jit.si/room", "Jitsi Meet"),
        ("https://jitsi.example.org/room", "Jitsi Meet"),
        ("https://notzoom.us/j/1", ""),
        ("https://meet.example.org/room", ""),
    ],
)
def test_services_are_known_by_their_host(address, name):
    addresses.check_https(address)
    assert providers.service(address) == name


# --- Attendance


def test_the_organizer_corrects_who_came(client, colab):
    """Check R-ATTENDANCE."""
    came, absent = make.seated(colab, attendance="came"), make.seated(colab)
    client.force_login(colab.organizer)

    client.post(
        reverse("events:attendance", args=[colab.pk]),
        {str(came.participant_id): "absent", str(absent.participant_id): "came"}
        | {str(person.pk): "unknown" for person in colab.people_with_a_role},
    )

    noted = {row.participant_id: (row.mark, row.source) for row in Attendance.objects.all()}
    assert noted == {
        came.participant_id: ("absent", "organizer"),
        absent.participant_id: ("came", "organizer"),
    }


def test_nobody_else_sees_or_corrects_it(client, colab):
    seat = make.seated(colab)
    client.force_login(make.organizer())
    address = reverse("events:attendance", args=[colab.pk])

    assert client.get(address).status_code == 404
    assert client.post(address, {str(seat.participant_id): "came"}).status_code == 404
    with pytest.raises(seats.Refused, match="Only the organizer"):
        attendance.record(colab, seat.participant, {seat.participant_id: "came"})


def test_attendance_is_not_said_before_the_start(colab, time_machine):
    seat = make.seated(colab)
    time_machine.shift(timedelta(minutes=-1))

    with pytest.raises(seats.Refused, match="has started"):
        attendance.record(colab, colab.organizer, {seat.participant_id: "came"})


def test_who_came_and_left_is_on_the_list(colab):
    seat = make.seated(colab)
    access.enter(colab, seat.participant)
    seats.leave(colab, seat.participant)

    assert seat.participant in attendance.expected(colab)
    assert timezone.now() == colab.starts_at
