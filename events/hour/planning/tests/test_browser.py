"""The plan of an hour by keyboard alone, in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(page, live_server, client):
    colab = make.colab()
    client.force_login(colab.organizer)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + reverse("events:plan", args=[colab.pk]))
    page.colab = colab
    return page


def test_a_step_is_moved_twice_without_losing_the_focus_and_the_minutes_are_added_up(plan):
    plan.locator("[value=down-1]").focus()
    plan.keyboard.press("Enter")
    expect(plan.locator("[value=down-2]")).to_be_focused()
    plan.keyboard.press("Enter")
    expect(plan.locator("[value=down-3]")).to_be_focused()
    expect(plan.locator(".step-row legend").nth(2)).to_have_text("Step 3, Arrive")

    plan.locator("[name=minutes_1]").fill("13")
    plan.keyboard.press("Tab")
    expect(plan.locator("#total")).to_have_text("70 of 60 minutes That is too long.")

    plan.locator("[name=minutes_1]").fill("3")
    plan.keyboard.press("Enter")
    expect(plan.locator("#messages")).to_contain_text("The plan is saved.")
    assert [step.method for step in plan.colab.steps.all()][:3] == ["silent", "round", "arrive"]


def test_the_plan_is_printed_without_its_form(plan):
    plan.emulate_media(media="print")

    expect(plan.locator("#plan")).to_be_hidden()
    expect(plan.get_by_text("Greet everyone by name as they come in.")).to_be_visible()
