"""Visitors in Kathmandu, in St. John's and in Honolulu look at the same co-lab, in a browser.

If the variable SCREENSHOTS names a directory, screenshots are saved there.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = datetime(2027, 1, 14, 19, tzinfo=UTC)
THERE = "2:00 p.m., Toronto (UTC−5)"
SEEN = {
    "Asia/Kathmandu": (
        "Kathmandu",
        "Friday, January 15, 2027, 12:45 a.m. (+1 day), Kathmandu (UTC+5:45)",
        "Thursday, January 14, 2027, 2:00 p.m., Toronto (UTC−5)",
    ),
    "America/St_Johns": (
        "St. John’s",
        "Thursday, January 14, 2027, 3:30 p.m., St. John’s (UTC−3:30)",
        THERE,
    ),
    "Pacific/Honolulu": (
        "Honolulu",
        "Thursday, January 14, 2027, 9:00 a.m., Honolulu (UTC−10)",
        THERE,
    ),
}


@pytest.fixture
def colab():
    return make.colab(starts_at=START, title="What a school can do on a snow day", zone="America/Toronto")


@pytest.fixture(params=SEEN)
def visitor(request, browser, live_server):
    context = browser.new_context(timezone_id=request.param, locale="en-CA", base_url=live_server.url)
    context.set_default_timeout(15_000)
    yield request.param, context.new_page()
    context.close()


@pytest.fixture
def picture(tmp_path):
    directory = Path(os.environ.get("SCREENSHOTS", tmp_path))

    def keep(page, name):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=directory / f"zones_{name}_{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    return keep


def test_each_sees_it_on_the_clock_they_choose(visitor, colab, picture):
    zone, page = visitor
    city, here, there = SEEN[zone]
    page.goto(colab.get_absolute_url())
    expect(page.locator("main .lead time").first).to_contain_text("Toronto (UTC−5)")

    page.get_by_role("link", name="Change the time zone").click()
    box = page.get_by_label("Time zone")
    expect(box).to_have_value(city)  # as the device says
    picture(page, f"choice_{zone.rpartition('/')[2]}")
    page.get_by_role("button", name="Use this clock").click()

    expect(page.locator("main .lead").filter(has_text=here)).to_contain_text(there)
    expect(page.get_by_role("contentinfo")).to_contain_text(f"Times are shown for {city}")
    picture(page, zone.rpartition("/")[2])
    page.goto("/co-labs/")
    expect(page.get_by_role("main")).to_contain_text(here)
    picture(page, f"list_{zone.rpartition('/')[2]}")


def test_the_list_follows_what_is_typed_and_says_which_are_meant(browser, live_server, picture):
    context = browser.new_context(timezone_id="America/Toronto", locale="en-CA", base_url=live_server.url)
    page = context.new_page()
    page.goto("/clock/")
    box = page.get_by_label("Time zone")

    box.fill("")
    box.press_sequentially("eastern")
    expect(page.locator("datalist option").first).to_have_attribute("value", "New York")
    box.fill("Portland")
    page.get_by_role("button", name="Use this clock").click()

    choice = page.get_by_role("group", name="Which one do you mean?")
    expect(choice).to_be_visible()
    picture(page, "several")
    choice.get_by_label("Portland, Oregon: Los Angeles").check()
    page.get_by_role("button", name="Use this clock").click()
    expect(page.get_by_role("contentinfo")).to_contain_text("Times are shown for Los Angeles")
    context.close()


def test_a_visitor_is_asked_once_whose_clock_times_should_follow(browser, live_server):
    context = browser.new_context(timezone_id="Asia/Kathmandu", base_url=live_server.url)
    page = context.new_page()
    page.goto("/co-labs/")
    page.get_by_role("button", name="Stay with Toronto").click()
    expect(page.locator("form.new-zone")).to_have_count(0)
    with context.new_page() as again, again.expect_response("**/clock/moved/**") as asked:
        again.goto("/co-labs/")
    assert asked.value.status == 204
    context.clear_cookies()
    with context.new_page() as fresh:
        fresh.goto("/co-labs/")
        fresh.get_by_role("button", name="Show times for Kathmandu").click()
        expect(fresh.get_by_text("From the next page on, times are shown for Kathmandu.")).to_be_visible()
        fresh.goto("/co-labs/")
        expect(fresh.get_by_role("contentinfo")).to_contain_text("Times are shown for Kathmandu")
    context.close()


def test_who_travels_is_asked_once_without_moving_the_page(browser, live_server, client, picture):
    person = make.participant("Ana", zone="America/Toronto")
    client.force_login(person)
    context = browser.new_context(timezone_id="Asia/Kathmandu", base_url=live_server.url)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([session])
    page = context.new_page()
    page.goto("/co-labs/")

    question = page.get_by_role("button", name="Show times for Kathmandu")
    expect(question).to_be_visible()
    expect(page.locator("form.new-zone")).to_have_css("position", "fixed")  # nothing shifts
    picture(page, "question")
    page.get_by_role("button", name="Stay with Toronto").click()
    expect(page.locator("form.new-zone")).to_have_count(0)

    again = context.new_page()  # with a session of its own in the browser
    with again.expect_response("**/clock/moved/**") as asked:
        again.goto("/co-labs/")
    assert asked.value.status == 204
    context.close()
