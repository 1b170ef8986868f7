"""The time finder in a browser: accessibility, narrow screens, with and without the script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EVERY_HOUR = "Every hour, week by week"


@pytest.fixture
def declaring(live_server, client, topic):
    """Return a function that opens the form as its organizer."""
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


@pytest.mark.parametrize("width", [360, 1280])
def test_the_finder_has_no_barriers_and_fits(page, declaring, width):
    page.set_viewport_size({"width": width, "height": 900})
    declaring(page)
    page.get_by_text(EVERY_HOUR).click()
    page.locator(".slots button").nth(2).click()
    expect(page.locator("#check-title")).to_be_focused()
    page.get_by_text(EVERY_HOUR).click()

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert (scheme, barriers(page)) == (scheme, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_another_week_comes_without_losing_the_focus_and_is_announced(page, declaring):
    declaring(page)
    page.get_by_label("Guiding question").fill("My own words?")
    page.get_by_text(EVERY_HOUR).click()
    second = page.locator("button[name=week]").nth(1)
    name = second.inner_text().removeprefix("Week").strip()

    second.focus()
    page.keyboard.press("Enter")

    expect(page.locator("button[name=week][aria-pressed=true]", has_text=name)).to_be_visible()
    expect(page.locator("button[name=week]:focus")).to_have_count(1)
    expect(page.locator("#announcer")).to_contain_text(name)
    expect(page.get_by_label("Guiding question")).to_have_value("My own words?")


def test_choosing_an_hour_leads_to_its_check(page, declaring):
    declaring(page)
    page.get_by_text(EVERY_HOUR).click()
    page.locator(".slot-good").first.click()

    expect(page.locator("#check-title")).to_be_focused()
    expect(page.get_by_label("Date")).not_to_have_value("")
    expect(page.get_by_label("Time", exact=True)).not_to_have_value("")


def test_it_works_without_the_script(browser, declaring):
    context = browser.new_context(java_script_enabled=False)
    page = declaring(context.new_page())
    page.get_by_label("Guiding question").fill("My own words?")
    page.get_by_text(EVERY_HOUR).click()
    page.locator("button[name=week]").nth(2).click()
    expect(page.locator("button[name=week]").nth(2)).to_have_attribute("aria-pressed", "true")

    page.locator(".slot-good").first.click()

    expect(page.locator("#check-title")).to_be_visible()
    expect(page.get_by_label("Guiding question")).to_have_value("My own words?")
    context.close()


def test_what_was_said_of_a_start_goes_when_the_start_is_changed(page, declaring):
    """R-ALL-ERRORS: no time check and no missing reason of a start that is no longer there."""
    declaring(page)
    page.get_by_label("Date").fill((timezone.now() + timedelta(days=3)).date().isoformat())
    page.get_by_label("Time", exact=True).fill("03:00")
    page.get_by_role("button", name="Announce it").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Why at short notice")
    expect(page.locator("#check-title")).to_be_visible()

    page.get_by_label("Time", exact=True).fill("14:00")

    expect(page.locator("#check-title")).to_have_count(0)
    said = page.locator("#time-check").get_by_text("You changed the time. Check it again")
    expect(said).to_be_visible()  # and it is read out, elsewhere on the page
    expect(summary).not_to_contain_text("Why at")
    expect(summary).to_contain_text("Guiding question")
    expect(page.locator("#div_id_question .errors")).to_be_visible()


def test_the_summary_loses_what_a_piece_put_right(page, declaring):
    """R-ALL-ERRORS"""
    declaring(page)
    page.get_by_role("button", name="Announce it").click()
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("Date")
    expect(summary).to_contain_text("Guiding question")

    page.locator(".starts button").first.click()

    expect(page.locator("#check-title")).to_be_visible()
    expect(summary).not_to_contain_text("Date")
    expect(summary).to_contain_text("Guiding question")
