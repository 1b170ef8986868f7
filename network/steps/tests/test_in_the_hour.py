"""A next step written beside the call, in a browser: kept in place, and not lost while its page changes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.hour import course as courses
from events.hour import hours
from network.models import NextStep
from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOK = "document.querySelectorAll('[data-live]').forEach((piece) => htmx.trigger(piece, 'look'))"


@pytest.fixture
def colab():
    """A co-lab in its last step."""
    return make.colab(starts_at=timezone.now() - timedelta(minutes=57))


@pytest.fixture
def hour(page, live_server, client, colab):
    """The page of the hour, as somebody with a seat sees it."""
    client.force_login(make.seated(colab).participant)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + reverse("events:hour", args=[colab.pk]))
    return page


def look(page):
    """Ask now what is asked every ten seconds."""
    with page.expect_response(re.compile("/hour/now/")):
        page.evaluate(LOOK)
    page.wait_for_timeout(150)


def text(page):
    return page.get_by_label("What will you do?")


def keep(page):
    page.get_by_role("button", name="Keep this step").press("Enter")


def test_it_stands_in_the_list_and_the_focus_on_what_opens_the_box_again(hour):
    """Check R-PAGE-HOLDS-STILL."""
    text(hour).fill("Rewrite the letter")
    text(hour).press("Enter")

    expect(hour.get_by_role("link", name="Rewrite the letter")).to_be_visible()
    expect(hour.locator("#hour-step")).to_be_focused()
    expect(text(hour)).to_be_hidden()


def test_what_was_refused_stays_with_why_until_it_is_sent_again(hour, colab):
    """Check R-PAGE-HOLDS-STILL."""
    text(hour).fill("Rewrite the letter")
    hour.get_by_label("By when").fill("2020-01-01")
    keep(hour)
    expect(hour.locator("#step-box .error-summary")).to_be_focused()
    courses.touch(colab)
    make.seated(colab)
    look(hour)

    expect(hour.locator("#step-box .error-summary")).to_contain_text("Choose a date from today on")
    expect(text(hour)).to_have_value("Rewrite the letter")
    hour.get_by_label("By when").fill(f"{timezone.localdate():%Y-%m-%d}")
    keep(hour)
    expect(hour.get_by_role("link", name="Rewrite the letter")).to_be_visible()
    expect(hour.locator(".error-summary")).to_have_count(0)


def test_what_is_half_filled_in_stays_where_the_hour_has_gone_back_to_another_step(hour, colab):
    """Check R-PAGE-HOLDS-STILL."""
    text(hour).fill("Rewrite the letter")
    hour.locator("#hour-sheet-summary").focus()
    hours.back(colab, colab.organizer, courses.of(colab).place)
    look(hour)
    expect(hour.locator(".hour-where")).to_contain_text("6 of 7")
    expect(text(hour)).to_have_value("Rewrite the letter")

    keep(hour)

    expect(text(hour)).to_have_count(0)
    assert NextStep.objects.get().text == "Rewrite the letter"


def test_a_press_never_leaves_the_focus_on_another_deed(hour):
    """Check R-PAGE-HOLDS-STILL: what stands where “I am here” stood is not for the same hand."""
    hour.locator("#hour-here").focus()
    hour.keyboard.press("Enter")

    expect(hour.locator("#hour-here")).to_have_count(0)
    expect(hour.get_by_role("heading", name="People")).to_be_focused()
