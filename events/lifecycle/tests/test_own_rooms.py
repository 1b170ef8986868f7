"""Declaring makes the room where the site can; another one may still be pasted (R-OWN-ROOMS)."""

import pytest
from django.urls import reverse

from events.lifecycle import checks, colabs, rooms
from events.lifecycle.tests.plans import PLAN, TYPED
from events.models import CoLab
from events.registration import seats
from events.room import own_rooms
from participants.models import LimitCount
from testing import make

pytestmark = pytest.mark.django_db

PASTED = "https://example.webex.com/meet/room"
FOLD = "We make a room for you:"


@pytest.fixture(autouse=True)
def _monday(time_machine, settings):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)
    settings.ROOM_URL_TEMPLATE = "https://meet.example.org/{token}"


def text(response):
    return " ".join(response.content.decode().split())


def declare(client, topic=None, then="announce", **changes):
    address = reverse("events:declare", args=[(topic or make.topic()).pk])
    return client.post(address, TYPED | {"then": then, "room_url": ""} | changes)


def edit(client, colab, **changes):
    plan = PLAN | {"room_url": "", "description": ""} | changes
    return client.post(reverse("events:edit", args=[colab.pk]), plan)


def own(**fields):
    return make.colab(room_url=own_rooms.new(), **fields)


def test_declaring_makes_the_room_and_the_form_says_so(client, organizer):
    """Check R-OWN-ROOMS."""
    page = client.get(reverse("events:declare", args=[make.topic().pk]))
    response = declare(client)

    assert FOLD in text(page)
    assert "Use another one" in text(page)
    colab = CoLab.objects.get()
    assert response.url == colab.get_absolute_url()
    assert (colab.state, own_rooms.is_ours(colab.room_url)) == ("announced", True)


def test_another_one_may_be_pasted(client, organizer):
    declare(client, room_url=PASTED)

    assert CoLab.objects.get().room_url == PASTED


@pytest.mark.parametrize("address", ["http://meet.example.org/x", "https://me@meet.example.org/x"])
def test_one_that_is_none_is_refused_and_the_fold_is_open(client, organizer, address):
    response = declare(client, room_url=address)

    assert response.status_code == 422
    assert response.context["form"].errors["room_url"]
    assert '<details class="more" open> <summary>Use another one</summary>' in text(response)
    assert f'value="{address}"' in text(response)


def test_an_address_like_ours_is_not_taken_it_may_be_of_another_room(client, organizer):
    other = own()

    response = declare(client, room_url=other.room_url)

    assert "We make addresses of this kind ourselves" in text(response)
    assert CoLab.objects.get() == other


@pytest.mark.parametrize("then", ["draft", "announce"])
def test_a_plan_sent_again_is_one_colab_with_one_room(client, organizer, then):
    """Check R-SENT-AGAIN."""
    topic = make.topic()

    first, again = (declare(client, topic, then) for _number in range(2))

    assert first.url == again.url
    assert CoLab.objects.count() == 1


def test_a_room_of_ours_stays_and_stands_in_no_form(client, organizer):
    """Check R-ROOM-SECRET."""
    colab = own(organizer=organizer)
    page = client.get(reverse("events:edit", args=[colab.pk]))

    edit(client, colab, title="Another title")

    assert "We made the room of this co-lab." in text(page)
    assert own_rooms.name_of(colab.room_url) not in text(page)
    saved = CoLab.objects.get()
    assert (saved.title, saved.room_url) == ("Another title", colab.room_url)


def test_nothing_changed_counts_for_no_limit(organizer):
    colab = own(organizer=organizer)

    colabs.edit(colab, organizer, room_url="")

    assert not LimitCount.objects.exclude(number=0).exists()
    assert CoLab.objects.get().room_url == colab.room_url


def test_a_pasted_room_is_shown_to_its_organizer_and_gives_way_to_ours(client, organizer):
    colab = make.colab(organizer=organizer, room_url=PASTED)
    page = client.get(reverse("events:edit", args=[colab.pk]))
    assert f'value="{PASTED}"' in text(page)
    assert "Leave it empty, and we make a room for you." in text(page)

    edit(client, colab)

    assert own_rooms.is_ours(CoLab.objects.get().room_url)


@pytest.mark.parametrize(
    ("template", "sentence"),
    [("", False), ("https://meet.example.org/", True)],
    ids=["unset", "broken"],
)
def test_without_a_template_the_address_is_pasted_as_ever(client, organizer, settings, template, sentence):
    settings.ROOM_URL_TEMPLATE = template
    page = client.get(reverse("events:declare", args=[make.topic().pk]))

    assert FOLD not in text(page)
    assert ("We cannot make a room by ourselves at the moment." in text(page)) is sentence
    assert declare(client).context["form"].errors["room_url"]
    declare(client, room_url=PASTED)
    assert CoLab.objects.get().room_url == PASTED


def test_what_was_declared_stays_when_the_template_goes(client, organizer, settings):
    colab = own(organizer=organizer)
    settings.ROOM_URL_TEMPLATE = ""

    colabs.edit(colab, organizer, title="Another title")

    assert CoLab.objects.get().room_url == colab.room_url


# --- Another room


def make_room(client, colab, mark=None):
    mark = own_rooms.mark_of(colab.room_url) if mark is None else mark
    return client.post(reverse("events:make_room", args=[colab.pk]), {"mark": mark}, follow=True)


def test_after_somebody_left_one_press_makes_a_new_room(client, organizer):
    """Check R-OWN-ROOMS and R-ROOM-RENEWED."""
    colab = own(organizer=organizer, dial_in="+1 613 555 0100, PIN 1#")
    seats.remove(colab, organizer, make.seated(colab).participant)
    page = client.get(reverse("events:new_room", args=[colab.pk]))

    said = make_room(client, colab)

    assert "Make a new room" in text(page)
    assert own_rooms.name_of(colab.room_url) not in text(page)
    assert "The room has another address." in text(said)
    saved = CoLab.objects.get()
    assert own_rooms.is_ours(saved.room_url)
    assert saved.room_url != colab.room_url
    assert (saved.dial_in, saved.room_exposed_at) == ("", None)


def test_pressed_twice_it_is_one_new_room(client, organizer):
    colab = own(organizer=organizer)
    make_room(client, colab)
    new = CoLab.objects.get().room_url

    make_room(client, colab)

    assert CoLab.objects.get().room_url == new


def test_a_room_may_still_be_pasted_with_its_number(client, organizer):
    colab = own(organizer=organizer)

    client.post(
        reverse("events:new_room", args=[colab.pk]), {"room_url": PASTED, "dial_in": "+1 613 555 0100"}
    )

    assert (CoLab.objects.get().room_url, CoLab.objects.get().dial_in) == (PASTED, "+1 613 555 0100")


def test_it_is_the_organizers_press_and_where_no_rooms_are_made_nothing_happens(client, organizer, settings):
    others = own()
    assert make_room(client, others).status_code == 404
    with pytest.raises(checks.Refused, match="Only the organizer"):
        rooms.renew(others, organizer, own_rooms.mark_of(others.room_url))

    settings.ROOM_URL_TEMPLATE = ""
    mine = make.colab(organizer=organizer, room_url=PASTED)
    assert make_room(client, mine).redirect_chain[0][0] == reverse("events:new_room", args=[mine.pk])
    assert CoLab.objects.get(pk=mine.pk).room_url == PASTED
