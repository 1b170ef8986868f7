"""Who sees the page of an hour, when, and what it says."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from core.registry import Registry
from events.hour import course as courses
from events.hour import hours, panels, plan
from events.lifecycle import colabs
from events.registration import seats
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db


def under_way(minutes=10, **fields):
    """A co-lab that began some minutes ago."""
    return make.colab(starts_at=timezone.now() - timedelta(minutes=minutes), **fields)


def opened(client, colab, person):
    client.force_login(person)
    return client.get(reverse("events:hour", args=[colab.pk]))


@pytest.mark.parametrize("role", ["organizer", "facilitator", "harvester"])
def test_people_with_a_role_see_it(client, role):
    person = make.organizer()
    assert opened(client, under_way(**{role: person}), person).status_code == 200


def test_people_with_a_seat_see_where_it_stands_by_its_clock(client):
    """Check R-BY-THE-CLOCK."""
    colab, person = under_way(), make.participant()
    make.seated(colab, person)

    page = opened(client, colab, person)

    assert page.status_code == 200
    assert "3 of 7" in page.text
    assert "Round" in page.text
    assert "The steps change by themselves, on time: nobody has to press anything." in page.text
    assert "You lead the hour" not in page.text


def test_others_do_not_see_it(client):
    colab = under_way()
    waiting = make.waiting(colab).participant
    gone = make.seated(colab, status="gone", seat=None).participant

    for person in (make.participant(), waiting, gone, make.staff(), make.moderator()):
        assert opened(client, colab, person).status_code == 404
    assert opened(client, make.colab(state="draft"), make.participant()).status_code == 404


@pytest.mark.parametrize("minutes", [-14, 0, 59, 74])
def test_it_is_open_from_a_quarter_of_an_hour_before_the_start_to_one_after_the_end(client, minutes):
    colab, person = under_way(minutes), make.participant()
    make.seated(colab, person)

    assert opened(client, colab, person).status_code == 200


def test_before_and_after_it_leads_elsewhere(client):
    person = make.participant()
    before, after = under_way(-16), under_way(76)
    for colab in (before, after):
        make.seated(colab, person)

    assert opened(client, before, person).url == before.get_absolute_url()
    assert opened(client, after, person).url == reverse("followups:after", args=[after.pk])


def look(client, colab, seen="1-0-0"):
    """Ask as an open page does."""
    address = reverse("events:hour_now", args=[colab.pk])
    return client.get(address, {"seen": seen}, headers={"HX-Request": "true"})


@pytest.fixture
def seated(client):
    """A co-lab under way, of which the client has a seat."""
    colab = under_way()
    client.force_login(make.seated(colab).participant)
    return colab


def test_whoever_leads_has_the_buttons_and_a_press_moves_the_page_of_all(client, seated):
    organizer = make.organizer()
    type(seated).objects.filter(pk=seated.pk).update(facilitator=organizer)
    page = opened(client, seated, organizer)
    assert "You lead the hour" in page.text
    assert "Next: Open talk" in page.text

    place = courses.of(seated).place
    answer = client.post(reverse("events:hour_forward", args=[seated.pk]), {"place": place})

    assert answer.url == reverse("events:hour", args=[seated.pk])
    page = client.get(answer.url)
    assert "4 of 7" in page.text
    assert "The hour is led" in page.text


def test_a_press_on_a_page_that_is_out_of_date_shows_it_anew_and_is_no_error(client, seated):
    """Check R-NEXT-ONCE."""
    client.force_login(seated.organizer)
    place = courses.of(seated).place
    for _person in range(2):
        answer = client.post(reverse("events:hour_forward", args=[seated.pk]), {"place": place}, follow=True)
        assert answer.status_code == 200
        assert "4 of 7" in answer.text


@pytest.mark.parametrize("verb", list(hours.VERBS))
def test_who_does_not_lead_has_no_verb(client, seated, verb):
    place = courses.of(seated).place
    assert client.post(reverse(f"events:hour_{verb}", args=[seated.pk]), {"place": place}).status_code == 404


def test_an_open_page_is_read_again_where_anything_changed(client, seated):
    seen = courses.of(seated).seen

    assert look(client, seated, seen).status_code == 204
    courses.touch(seated)
    piece = look(client, seated, seen)

    assert piece.status_code == 200
    assert 'data-hx-swap-oob="true"' in piece.text
    assert "data-announce" not in piece.text
    assert look(client, seated, courses.of(seated).seen).status_code == 204


def test_a_new_step_is_read_again_and_announced_once(client, seated):
    then = courses.of(seated, timezone.now() - timedelta(minutes=3))

    piece = look(client, seated, then.seen)

    assert 'data-announce="Round. One after the other' in piece.text
    assert "data-announce" not in look(client, seated).text.replace('data-announce="Round', "", 1)


def test_a_new_step_that_comes_with_what_somebody_did_is_announced_to_them(client, seated):
    """Check R-PAGE-HOLDS-STILL: whoever acts before their page looks again hears of it, too."""
    seen = courses.of(seated).seen
    hours.forward(seated, seated.organizer, courses.of(seated).place)
    address, asks = reverse("events:hour_here", args=[seated.pk]), {"HX-Request": "true"}

    assert "data-announce" in client.post(address, {"seen": seen}, headers=asks).text
    assert "data-announce" not in client.post(address, {"seen": courses.of(seated).seen}, headers=asks).text


@pytest.mark.parametrize(
    "seen", ["", "1", "--", "x-y-z", "1-99999999999999999999-0", "٣-1-0", "1-" + "9" * 5000]
)
def test_whatever_a_page_says_it_shows_it_is_answered(client, seated, seen):
    assert look(client, seated, seen).status_code == 200


def test_the_piece_alone_is_no_page(client, seated):
    answer = client.get(reverse("events:hour_now", args=[seated.pk]))
    assert answer.url == reverse("events:hour", args=[seated.pk])


def test_a_look_while_nothing_changed_reads_one_row(client, seated, django_assert_num_queries):
    seen = courses.of(seated).seen
    with django_assert_num_queries(3):  # the session, the person, and whether they may, with the version
        assert look(client, seated, seen).status_code == 204


def test_what_changed_is_read_by_two_queries_of_the_page_and_at_most_four_of_its_panels(client, seated):
    with recorded() as queries:
        look(client, seated)

    assert len(queries) - 2 <= 6


def test_it_weighs_at_most_forty_kilobytes(client, seated):
    answer = client.get(reverse("events:hour", args=[seated.pk]), headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) <= 40_000


def test_who_was_taken_out_is_led_away_at_the_next_look(client, seated):
    """Check R-HOUR-PAGE."""
    person = seated.registrations.get().participant
    seats.remove(seated, seated.organizer, person)

    answer = look(client, seated)

    assert answer.status_code == 404
    assert answer.headers["HX-Redirect"] == reverse("events:short", args=[seated.pk])
    assert client.get(reverse("events:hour", args=[seated.pk])).status_code == 404


def test_a_colab_that_is_called_off_meanwhile_says_so_and_keeps_what_was_written(client, seated):
    seen = courses.of(seated).seen
    colabs.call_off(seated, seated.organizer, "A storm.")

    piece = look(client, seated, seen).text

    assert "This co-lab was called off." in piece
    assert "A storm." in piece
    assert "What you wrote here stays yours." in piece
    assert "Enter the room" not in piece


def test_a_colab_that_is_moved_away_says_so_and_leaves_what_stands_on_the_page(client):
    colab = under_way(-10)
    client.force_login(make.seated(colab).participant)
    seen = courses.of(colab).seen
    later = colab.starts_at + timedelta(days=3)
    type(colab).objects.filter(pk=colab.pk).update(starts_at=later, ends_at=later + timedelta(hours=1))
    courses.touch(colab)

    piece = look(client, colab, seen).text

    assert "This co-lab was moved." in piece
    assert "data-live" not in piece
    assert 'id="hour-write"' not in piece


def test_a_colab_that_is_shortened_meanwhile_ends_earlier(client, seated):
    hours.forward(seated, seated.organizer, courses.of(seated).place)
    seated.ends_at = seated.starts_at + timedelta(minutes=25)

    course = courses.of(seated)
    assert course.until <= seated.ends_at
    left = courses.fitted(seated, course.steps[course.index :], course.began_at)
    assert course.began_at + sum(left) * timedelta(minutes=1) <= seated.ends_at


def test_after_the_end_it_says_so_and_once_it_is_closed_leads_on(client, seated):
    with time_machine.travel(seated.ends_at + timedelta(minutes=1), tick=False):
        assert "The hour is over" in look(client, seated).text
    with time_machine.travel(seated.ends_at + timedelta(minutes=16), tick=False):
        piece = look(client, seated).text
    assert "This page is closed." in piece
    assert reverse("followups:after", args=[seated.pk]) in piece
    assert "data-live" not in piece


def test_before_the_first_step_it_says_when_it_begins_and_what_to_do(client):
    colab, person = under_way(-10), make.participant()
    make.seated(colab, person)

    page = opened(client, colab, person).text

    assert "Begins at" in page
    assert "Enter the room in another tab" in page


def test_the_room_is_not_on_it(client, seated):
    """Check R-ROOM-SECRET: neither its address nor the number to dial in."""
    type(seated).objects.filter(pk=seated.pk).update(dial_in="555 0100", facilitator=make.participant())
    colab = type(seated).objects.get(pk=seated.pk)
    for person in (colab.registrations.get().participant, colab.organizer, colab.facilitator):
        client.force_login(person)
        for text in (client.get(reverse("events:hour", args=[colab.pk])).text, look(client, colab).text):
            assert colab.room_url not in text
            assert colab.dial_in not in text


def test_in_a_community_of_healing_it_names_nobody(client):
    """Check R-HOUR-NAMES-NOBODY."""
    circle = make.forum(kind="healing")
    people = [make.organizer("Olive Ouellet"), *(make.participant(f"Zyzzyva {n}") for n in range(3))]
    for person in people:
        make.membership(circle, person)
    colab = under_way(topic=make.topic(forum=circle), organizer=people[0])
    for person in people[1:]:
        make.seated(colab, person)

    for person in people:
        client.force_login(person)
        text = client.get(reverse("events:hour", args=[colab.pk])).text + look(client, colab).text
        assert [other.name for other in people if other != person and other.name in text] == []


def test_the_words_of_a_step_of_ones_own_are_shown_instead_of_those_of_its_card(client, seated):
    plan.fix(seated)
    seated.steps.filter(method="round").update(method="own", title="Two truths", prompt="Tell us two things.")
    page = client.get(reverse("events:hour", args=[seated.pk])).text

    assert "Two truths" in page
    assert "Tell us two things." in page
    assert "What do people do?" not in page


def test_a_panel_is_shown_in_its_place_and_gets_the_form_that_was_refused(client, seated, rf, monkeypatch):
    monkeypatch.setattr(panels, "registry", Registry("panels of a test"))
    monkeypatch.setattr(panels, "writers", Registry("writers of a test"))
    panels.writers.add("test", lambda course: 7)

    @panels.add("of a test", "notes", "events/hour/_device.html")
    def of_a_test(course, reader):
        return {"course": course} if reader.person else None

    @panels.add("not shown", "people", "events/hour/_device.html")
    def not_shown(course, reader):
        return None

    assert panels.written(courses.of(seated)) == 0  # nobody writes in a step that is only proposed
    plan.fix(seated)
    course = courses.of(seated)
    reader = panels.Reader(seated.organizer, "organizer", leads=True, refused={"note": "a form"})
    assert [(place, template) for place, template, _ in panels.shown(course, reader)] == [
        ("notes", "events/hour/_device.html")
    ]
    assert panels.written(course) == 7
    page = BeautifulSoup(client.get(reverse("events:hour", args=[seated.pk])).text, "html.parser")
    assert page.select_one("#hour-notes #hour-device")
    assert not page.select_one("#hour-people details")


def test_a_round_says_how_many_minutes_each_has_of_those_who_speak(client, seated):
    for intention in ("share", "share", "share", "listen"):
        make.seated(seated, intention=intention, attendance="came")
    page = client.get(reverse("events:hour", args=[seated.pk])).text

    assert "about 2 minutes each for 3 people" in page


def test_whoever_leads_reads_how_many_have_written(client):
    colab = under_way(6)
    make.seated(colab, attendance="came")

    page = opened(client, colab, colab.organizer).text

    assert "0 of 1 have written" in page
    assert "Show what we wrote" in page
