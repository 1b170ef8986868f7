"""Turning off each kind of notice, on one's own page and by the link in a mail (R-OPT-OUT, RFC 8058)."""

from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from mailing import outbox, preferences, registry
from mailing.registry import Letter
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds():
    with patch.dict(registry.kinds, clear=True):
        for name, optional in (("news", True), ("reply", True), ("seat", False)):
            registry.letter(name, label=f"About {name}", optional=optional)(lambda message: Letter())
        yield


@pytest.fixture
def ana(kinds):
    return make.participant("Ana")


def off(person):
    person.refresh_from_db()
    return person.notices_off


def path(person, kind):
    return preferences.unsubscribe_url(person, kind).removeprefix("http://testserver")


def test_opening_the_link_of_a_mail_turns_nothing_off(client, ana):
    page = client.get(path(ana, "news"))

    assert (page.status_code, off(ana)) == (200, [])
    assert "About news" in page.content.decode()


def said(page):
    main = BeautifulSoup(page.content, "html.parser").find("main")
    return main.h1.get_text(), " ".join(main.find(class_="lead").get_text().split()), main.button.get_text()


def test_the_page_says_what_will_happen_then_what_has_and_how_it_is_undone(client, ana):
    """R-OPT-OUT: nothing is said to be done that is not."""
    address = path(ana, "news")
    before, pressed, later = said(client.get(address)), said(client.post(address)), said(client.get(address))

    assert before[0] == "Stop these messages?"
    assert before[1].startswith("Nothing is changed yet. If you press the button, you will get no more")
    assert pressed[0] == "These messages are stopped"
    assert pressed[1].startswith("From now on you get no messages of this kind: About news.")
    assert later[0] == "These messages are off"
    assert before[2] == "Stop them"
    assert pressed[2] == later[2] == "Send them to me again"


def test_one_press_turns_one_kind_off_without_signing_in_or_being_led_away(ana):
    """As mail programs do: no cookies, no CSRF token (RFC 8058, 3.1)."""
    program = Client(enforce_csrf_checks=True)

    answer = program.post(path(ana, "news"), {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, off(ana)) == (200, ["news"])
    program.post(path(ana, "news"), {"List-Unsubscribe": "One-Click"})
    assert off(ana) == ["news"]


def test_it_can_be_undone_on_the_same_page(client, ana):
    client.post(path(ana, "news"))
    client.post(path(ana, "reply"))

    page = client.post(reverse("mailing:subscribe", args=[preferences.token(ana, "news")]))

    assert (page.status_code, off(ana)) == (200, ["reply"])
    assert "We write to you again" in page.content.decode()


def test_undoing_needs_the_press_of_a_person(ana):
    program = Client(enforce_csrf_checks=True)
    address = reverse("mailing:subscribe", args=[preferences.token(ana, "news")])

    assert program.post(address).status_code == 403
    assert program.get(address).status_code == 405


def test_nobody_is_signed_in_by_it(client, ana):
    client.post(path(ana, "news"))

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("kind", ["seat", "no-such-kind"])
def test_a_kind_that_cannot_be_turned_off_has_no_page(client, ana, kind):
    assert client.post(path(ana, kind)).status_code == 404


def test_a_link_that_was_changed_has_no_page(client, ana):
    good = path(ana, "news")

    assert client.post(good[:-3] + "xx/").status_code == 404
    assert client.post(reverse("mailing:unsubscribe", args=["nonsense"])).status_code == 404


def test_the_link_of_one_person_says_nothing_to_another(ana):
    bo = make.participant("Bo")

    assert preferences.token(ana, "news") != preferences.token(bo, "news")
    assert preferences.read(preferences.token(bo, "news"))[0] == bo


def test_who_turned_a_kind_off_is_not_written_to(ana):
    preferences.turn_off(ana, "news")

    assert outbox.post("news", ana, "news:1") is None
    assert outbox.post("reply", ana, "reply:1").kind == "reply"
