"""Notes beside the call, in a browser: what is kept leaves the box, and what is being written stays in it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hour(page, live_server, client):
    """The page of an hour that is in its first round, as somebody with a seat sees it."""
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=10))
    ana = make.seated(colab, attendance="came").participant
    client.force_login(ana)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + reverse("events:hour", args=[colab.pk]))
    return page


def keep(page, text):
    page.get_by_label("Write a note").fill(text)
    page.get_by_role("button", name="Keep this note").click()


def test_the_box_is_empty_for_the_next_note_and_the_focus_stays(hour):
    for text in ("Fewer forms.", "More time."):
        keep(hour, text)

        expect(hour.locator("#hour-write .hour-note").first).to_contain_text(text)
        expect(hour.get_by_label("Write a note")).to_have_value("")
        expect(hour.get_by_role("button", name="Keep this note")).to_be_focused()
    expect(hour.get_by_text("We brought back what you had written here.")).to_have_count(0)


def test_the_page_stays_where_it_is_when_a_note_is_kept(hour):
    """Check R-PAGE-HOLDS-STILL: on a telephone, whose window holds less than the part that arrives anew."""
    hour.set_viewport_size({"width": 360, "height": 740})
    button = hour.get_by_role("button", name="Keep this note")
    for text in ("Fewer forms.", "More time."):
        hour.get_by_label("Write a note").fill(text)
        hour.locator("#hour-write").evaluate(
            "part => scrollTo(0, scrollY + part.getBoundingClientRect().top - 60)"
        )
        button.focus()
        before = button.bounding_box()["y"]
        hour.keyboard.press("Enter")

        expect(hour.locator("#hour-write .hour-note").first).to_contain_text(text)
        assert abs(button.bounding_box()["y"] - before) <= 2


def test_a_note_is_shared_by_keyboard_while_another_is_being_written(hour):
    keep(hour, "Fewer forms.")
    expect(hour.get_by_text("Only you read this.")).to_be_visible()
    hour.get_by_label("Write a note").fill("Half a thought")

    hour.get_by_role("button", name="Share it with the people of this hour").focus()
    hour.keyboard.press("Enter")

    expect(hour.get_by_text("The people of this hour read this.")).to_be_visible()
    expect(hour.locator("#hour-notes")).to_contain_text("Fewer forms.")
    expect(hour.get_by_label("Write a note")).to_have_value("Half a thought")
    expect(hour.get_by_role("button", name="Keep it to myself")).to_be_focused()


def test_a_note_that_is_sent_when_the_session_has_ended_waits_until_one_is_back(hour):
    """Check R-NOTHING-TYPED-IS-LOST: the page on which one signs in is no answer to it."""
    address, cookies = hour.url, hour.context.cookies()
    hour.context.clear_cookies(name="sessionid")

    keep(hour, "Fewer forms.")
    hour.wait_for_url("**/accounts/login/**")
    expect(hour.locator("#hour-now")).to_have_count(0)

    hour.context.add_cookies(cookies)
    hour.goto(address)
    expect(hour.get_by_label("Write a note")).to_have_value("Fewer forms.")


def test_what_is_refused_stays_in_the_box(hour):
    hour.locator("#note-box").evaluate("form => { form.noValidate = true }")

    keep(hour, "")

    expect(hour.locator(".error-summary")).to_be_focused()
