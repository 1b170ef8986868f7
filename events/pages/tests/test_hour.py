"""Pages tell one story of the hour: not open yet, open, under way, over (R-HOUR-STATE)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.models import HourState, hour
from events.registration import seats
from testing import make

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
INSTANTS = {  # minutes from the start
    -2 * 24 * 60: HourState.NOT_YET,
    -16: HourState.NOT_YET,
    -15: HourState.OPEN,
    -1: HourState.OPEN,
    0: HourState.UNDER_WAY,
    59: HourState.UNDER_WAY,
    60: HourState.OVER,
    70: HourState.OVER,
    24 * 60: HourState.OVER,
}
READERS = ["visitor", "member", "seat", "waiting", "facilitator", "organizer"]
WITH_A_PART = {"seat", "facilitator", "organizer"}
WORDS = {HourState.OPEN: "The room is open", HourState.UNDER_WAY: "Under way", HourState.OVER: "Held"}
DOOR, PROMISES = "Enter the room", "reminder"


@pytest.fixture
def people():
    return {reader: make.participant() for reader in READERS[1:-1]} | {"organizer": make.organizer()}


@pytest.fixture
def colab(people):
    made = make.colab(seats=1, organizer=people["organizer"], facilitator=people["facilitator"])
    make.seated(made, people["seat"])
    make.waiting(made, people["waiting"])
    return made


def open_page(client, people, reader, address):
    client.logout()
    if reader in people:
        client.force_login(people[reader])
    return client.get(address)


@pytest.mark.parametrize(("minutes", "state"), INSTANTS.items())
def test_a_state_begins_at_its_instant(colab, time_machine, minutes, state):
    time_machine.move_to(colab.starts_at + minutes * MINUTE, tick=False)

    assert colab.hour == state
    assert colab.has_started == (minutes >= 0)
    assert (colab.is_held, colab.is_ahead) == (minutes >= 60, minutes < 60)


@pytest.mark.parametrize("state", ["draft", "called_off"])
@pytest.mark.parametrize("of_hour", HourState)
def test_only_what_is_announced_follows_the_clock(state, of_hour):
    assert hour.status_of(state, of_hour) == state


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("minutes", "state"), INSTANTS.items())
def test_every_page_that_shows_a_colab_follows_it(
    client, time_machine, people, colab, reader, minutes, state
):
    """The table: instants, readers and pages."""
    time_machine.move_to(colab.starts_at + minutes * MINUTE, tick=False)
    pages = {
        "page": colab.get_absolute_url(),
        "list": reverse("events:past" if state == HourState.OVER else "events:index"),
        "home": "/",
        "search": f"{reverse('search')}?q={colab.title.split()[0]}",
        "topic": colab.topic.get_absolute_url(),
        "after": reverse("followups:after", args=[colab.pk]),
    }
    if reader == "organizer":
        pages["organize"] = reverse("organize")
    for name, address in pages.items():
        answer = open_page(client, people, reader, address)
        text = answer.text
        assert answer.status_code == (404 if name == "after" and minutes < 0 else 200), name
        if colab.title not in text or name == "topic" or answer.status_code == 404:
            continue
        for other, word in WORDS.items():
            shown = f'">{word}</span>' in text
            listed_elsewhere = name in {"organize", "home"} and state == HourState.OVER
            assert shown == (other == state and not listed_elsewhere), (name, word)
        may_enter = reader in WITH_A_PART and state in {HourState.OPEN, HourState.UNDER_WAY}
        assert (DOOR in text) == (
            may_enter
            and name in {"page", "home", "organize"}
            and not (name == "organize" and reader != "organizer")
        ), name


@pytest.mark.parametrize(
    ("minutes", "promise"),
    [
        (-3 * 24 * 60, "a reminder the day before and one an hour before"),
        (-25 * 60, "a reminder the day before and one an hour before"),
        (-23 * 60, "a reminder an hour before"),
        (-59, "No further reminder comes"),
        (-1, "No further reminder comes"),
        (0, None),
    ],
)
def test_no_reminder_is_promised_that_has_passed(client, time_machine, people, colab, minutes, promise):
    """Check R-REMINDER-LATE."""
    colab.registrations.filter(participant=people["seat"]).update(
        seated_at=colab.starts_at - 9 * timedelta(days=1)
    )
    colab.announced_at = colab.starts_at - 10 * timedelta(days=1)
    colab.save(update_fields=["announced_at"])
    time_machine.move_to(colab.starts_at + minutes * MINUTE, tick=False)
    text = open_page(client, people, "seat", colab.get_absolute_url()).text

    assert promise in text if promise else "reminder" not in text


def test_a_reminder_that_is_turned_off_is_not_promised(client, time_machine, people, colab):
    person = people["seat"]
    colab.registrations.update(seated_at=colab.starts_at - timedelta(days=9))
    person.notices_off = ["reminder-day"]
    person.save(update_fields=["notices_off"])
    colab.announced_at = colab.created_at = colab.starts_at - timedelta(days=10)
    colab.save(update_fields=["announced_at", "created_at"])
    time_machine.move_to(colab.starts_at - timedelta(days=3), tick=False)

    text = open_page(client, people, "seat", colab.get_absolute_url()).text

    assert "a reminder an hour before" in text
    assert "day before" not in text


def test_giving_a_seat_back_is_small_once_it_has_begun(client, time_machine, people, colab):
    leave = f'href="{reverse("events:leave", args=[colab.pk])}"'
    for minutes, quiet in ((-1, False), (0, True), (59, True)):
        time_machine.move_to(colab.starts_at + minutes * MINUTE, tick=False)
        text = open_page(client, people, "seat", colab.get_absolute_url()).text
        assert f'class="btn btn-quiet" {leave}' in text or quiet
        assert (f'class="soft" {leave}' in text) == quiet
    time_machine.move_to(colab.ends_at, tick=False)
    assert leave not in open_page(client, people, "seat", colab.get_absolute_url()).text


def test_the_number_of_seats_stays_once_it_has_begun(client, time_machine, people, colab):
    """Check R-QUEUE-ORDER: nothing is offered after the start."""
    time_machine.move_to(colab.starts_at, tick=False)
    client.force_login(people["organizer"])

    assert reverse("events:seats", args=[colab.pk]) not in client.get(colab.get_absolute_url()).text
    with pytest.raises(seats.Refused, match="has started"):
        seats.set_capacity(colab, people["organizer"], 5)
    assert seats.set_capacity(colab, people["organizer"], 1).capacity == 1
    colab.refresh_from_db()
    assert (colab.capacity, colab.offered_at) == (1, None)


def look(client, colab, shown):
    return client.get(
        reverse("events:taken", args=[colab.pk]), {"shown": shown}, headers={"HX-Request": "true"}
    )


@pytest.mark.parametrize("minutes", [-15, 0, 60])
def test_an_open_page_refreshes_when_the_state_changes(client, time_machine, people, colab, minutes):
    time_machine.move_to(colab.starts_at + minutes * MINUTE - timedelta(seconds=1), tick=False)
    page = open_page(client, people, "seat", colab.get_absolute_url())
    shown = page.context["panel"].shown
    assert "data-live" in page.text
    assert look(client, colab, shown).status_code == 204

    time_machine.move_to(colab.starts_at + minutes * MINUTE, tick=False)
    piece = look(client, colab, shown).text

    assert "This has changed while you were here." in piece
    assert 'id="door" data-hx-swap-oob="true"' in piece
    assert (DOOR in piece) == (minutes < 60)
    assert ("data-live" in piece) == (minutes < 60)


def test_the_dashboard_has_the_door_at_the_top_while_it_is_open(client, time_machine, people, colab):
    for minutes, is_open in ((-16, False), (-15, True), (59, True), (60, False)):
        time_machine.move_to(colab.starts_at + minutes * MINUTE, tick=False)
        for reader in ("seat", "facilitator", "waiting", "member"):
            text = open_page(client, people, reader, "/").text
            assert (f'action="{reverse("events:room", args=[colab.pk])}"' in text) == (
                is_open and reader in WITH_A_PART
            ), (minutes, reader)


# --- What a list says of seats


def state_words(client, people, reader, address, colab):
    text = open_page(client, people, reader, address).text
    words = ("You have a seat", "You have a role", "You are waiting", "Full", "Seats free")
    return [word for word in words if f'">{word}</span>' in text]


@pytest.mark.parametrize("address", ["/", "/co-labs/"])
def test_every_card_says_what_it_is_for_its_reader(client, people, colab, address):
    said = {reader: state_words(client, people, reader, address, colab) for reader in READERS}

    assert said == {
        "visitor": ["Full"],
        "member": ["Full"],
        "seat": ["You have a seat"],
        "waiting": ["You are waiting"],
        "facilitator": ["You have a role"],
        "organizer": ["You have a role"],
    }
