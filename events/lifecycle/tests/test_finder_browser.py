"""The time finder in a real browser: barriers, narrow screens, with and without the script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
GRID = "Every hour, week by week"


@pytest.fixture
def topic():
    topic = make.topic()
    for zone in ("America/Toronto", "America/Vancouver", "Pacific/Honolulu"):
        make.nomination(topic, make.participant(zone=zone))
    return topic


@pytest.fixture
def declaring(live_server, client, topic):
    """Opens the form of declaring as its organizer, on a page."""
    client.force_login(make.organizer())
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def opened(page):
        page.context.add_cookies([session])
        page.goto(live_server.url + reverse("events:declare", args=[topic.pk]))
        return page

    return opened


def barriers(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(barrier["id"], [node["html"] for node in barrier["nodes"]]) for barrier in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_finder_has_no_barriers_and_fits(page, declaring, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    declaring(page)
    page.get_by_text(GRID).click()
    page.locator(".slots button").nth(2).click()
    page.locator("#check-title").wait_for()
    page.get_by_text(GRID).click()

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_another_week_comes_without_losing_the_focus_and_is_announced(page, declaring):
    declaring(page)
    page.get_by_label("Guiding question").fill("My own words?")
    page.get_by_text(GRID).click()
    second = page.locator("button[name=week]").nth(1)
    name = second.inner_text().removeprefix("Week").strip()

    second.focus()
    page.keyboard.press("Enter")
    page.locator("button[name=week][aria-pressed=true]", has_text=name).wait_for()

    assert page.evaluate("document.activeElement.name") == "week"
    page.wait_for_timeout(200)
    assert name in page.locator("#announcer").text_content()
    assert page.get_by_label("Guiding question").input_value() == "My own words?"


def test_choosing_an_hour_leads_to_its_check(page, declaring):
    declaring(page)
    page.get_by_text(GRID).click()
    page.locator(".slot-good").first.click()
    page.locator("#check-title").wait_for()

    assert page.evaluate("document.activeElement.id") == "check-title"
    assert page.get_by_label("Date").input_value()
    assert page.get_by_label("Time", exact=True).input_value()


def test_it_works_without_the_script(browser, declaring):
    context = browser.new_context(java_script_enabled=False)
    page = declaring(context.new_page())
    page.get_by_label("Guiding question").fill("My own words?")
    page.get_by_text(GRID).click()
    page.locator("button[name=week]").nth(2).click()
    assert page.locator("button[name=week]").nth(2).get_attribute("aria-pressed") == "true"

    page.locator(".slot-good").first.click()

    assert page.locator("#check-title").is_visible()
    assert page.get_by_label("Guiding question").input_value() == "My own words?"
    context.close()
