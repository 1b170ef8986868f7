"""The page of the hour in a browser: whoever leads it presses once, and at any moment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.hour import course as courses
from events.hour import hours
from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRESS_ON_ARRIVAL = """() => new Promise((done) => {
    document.addEventListener("htmx:afterSettle", () => {
        document.getElementById("lead-forward").click();
        done();
    }, { once: true });
    htmx.trigger("#hour-now", "look");
})"""


@pytest.fixture
def colab():
    made = make.colab(starts_at=timezone.now() - timedelta(minutes=1))
    hours.begin(made, made.organizer, courses.of(made).place)
    return made


@pytest.fixture
def led(page, live_server, client, colab):
    """The page of an hour that its organizer leads."""
    client.force_login(colab.organizer)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + reverse("events:hour", args=[colab.pk]))
    return page


def test_next_can_be_pressed_just_after_the_page_has_looked(led, colab):
    """Check R-NEXT-ONCE: what swallows a second click is another button in its place, not what others do."""
    first = courses.of(colab).step
    courses.touch(colab)

    led.evaluate(PRESS_ON_ARRIVAL)

    expect(led.locator("#lead-back")).to_be_visible()
    assert courses.of(colab).step.position == first.position + 1


def test_a_second_click_of_the_same_hand_is_not_for_the_next_button(led, colab):
    """Check R-NEXT-ONCE."""
    first = courses.of(colab).step

    led.locator("#lead-forward").click()
    led.locator("#lead-back").wait_for()
    led.locator("#lead-forward").evaluate("button => button.click()")
    led.wait_for_timeout(500)

    assert courses.of(colab).step.position == first.position + 1
