"""The number of seats on an open page: polled by htmx, with content only after a change."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.registration import seats
from testing import make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def piece(text):
    return BeautifulSoup(text, "html.parser").select_one("#taken")


def shown(client, colab):
    return piece(client.get(colab.get_absolute_url()).text)


def ask(client, before):
    return client.get(before["data-hx-get"], headers=HTMX)


def test_the_response_is_empty_while_nothing_changed(client):
    colab = make.colab()

    assert ask(client, shown(client, colab)).status_code == 204


def test_a_seat_taken_by_somebody_else_is_shown(client):
    colab = make.colab()
    before = shown(client, colab)
    seats.join(colab, make.participant())

    after = piece(ask(client, before).text)

    assert after.select_one(".seats-text").text == "1 of 10 seats"
    assert after.select_one(".notice") is None
    assert ask(client, after).status_code == 204


def test_when_the_last_seat_is_taken_the_page_says_that_other_things_can_be_done(client):
    colab = make.colab(seats=1)
    client.force_login(make.participant())
    before = shown(client, colab)
    seats.join(colab, make.participant())

    after = piece(ask(client, before).text)

    assert after.select_one(".notice a")["href"] == colab.get_absolute_url()


def test_somebody_who_waited_learns_of_the_seat_that_became_theirs(client):
    colab = make.colab(seats=1)
    first, second = make.participant(), make.participant()
    seats.join(colab, first)
    seats.join(colab, second)
    client.force_login(second)
    before = shown(client, colab)
    seats.leave(colab, first)

    after = piece(ask(client, before).text)

    assert after.select_one(".status-seated") is not None
    assert after.select_one(".notice a") is not None


def test_the_page_stops_asking_when_nobody_can_register_any_more(client):
    assert "data-live" not in shown(client, make.held_colab()).attrs
    assert "data-live" in shown(client, make.colab()).attrs


def test_without_htmx_it_leads_to_the_page(client):
    colab = make.colab()

    response = client.get(reverse("events:taken", args=[colab.pk]))

    assert response.url == f"{colab.get_absolute_url()}#seats"


def test_a_closed_space_does_not_tell(client):
    colab = make.colab(topic=make.topic(forum=make.forum(kind="healing")))

    assert client.get(reverse("events:taken", args=[colab.pk]), headers=HTMX).status_code == 404
