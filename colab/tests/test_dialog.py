"""Confirmations are dialogs, and pages where dialogs are unavailable."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from colab.tests.test_barriers import cookies
from testing import barriers, make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader():
    return make.participant()


@pytest.fixture
def seat(page, live_server, reader):
    colab = make.colab()
    make.seated(colab, reader)
    page.context.add_cookies(cookies(reader, "en", live_server.url))
    page.goto(live_server.url + colab.get_absolute_url())
    return colab


def opener(page):
    return page.get_by_role("link", name="Give my seat back")


def test_it_stands_over_the_page_and_has_no_barriers(page, seat):
    opener(page).click()

    expect(page.get_by_role("dialog")).to_be_visible()
    assert barriers.found(page) == barriers.found(page, scheme="dark", width=360) == []


def test_its_button_does_the_deed(page, live_server, seat):
    opener(page).click()
    page.get_by_role("dialog").get_by_role("button", name="Give my seat back").click()

    expect(page).to_have_url(live_server.url + seat.get_absolute_url() + "#seats")
    assert not seat.registrations.seated().exists()


def test_going_back_changes_nothing(page, seat):
    opener(page).click()
    page.get_by_role("dialog").get_by_role("link", name="Go back").click()

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener(page)).to_be_focused()
    assert seat.registrations.seated().exists()


def test_somebody_whose_session_has_ended_is_asked_to_sign_in_on_a_page(page, live_server, seat):
    page.context.clear_cookies()
    opener(page).click()

    expect(page).to_have_url(f"{live_server.url}{reverse('account_login')}?next=/co-labs/{seat.pk}/leave/")
