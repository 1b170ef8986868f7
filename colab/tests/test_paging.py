"""Scripts replace lists without loading a new page."""

import re

import pytest
from playwright.sync_api import expect

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def titles(page):
    return page.locator("#list .row-title").all_inner_texts()


@pytest.fixture
def forum():
    forum = make.forum(slug="libraries")
    for number in range(45):
        make.topic(forum=forum, title=f"Topic {number}")
    return forum


def test_the_next_page_comes_in_place_and_back_leads_back(page, live_server, forum):
    page.goto(live_server.url + forum.get_absolute_url())
    page.evaluate("window.stayed = true")
    first = titles(page)

    page.get_by_role("link", name="Next").press("Enter")

    expect(page.locator("#announcer")).to_have_text("The list has changed.")
    second = titles(page)
    assert not set(first) & set(second)
    expect(page).to_have_url(re.compile("after="))
    assert page.evaluate("window.stayed")
    expect(page.locator("#list:focus, #list :focus")).to_have_count(1)

    page.go_back()
    expect(page.locator("#list .row-title")).to_have_text(first)


def test_another_order_comes_in_place(page, live_server, forum):
    page.goto(live_server.url + forum.get_absolute_url())
    page.evaluate("window.stayed = true")

    page.get_by_role("link", name="Popular").click()

    expect(page.locator("#list [aria-current=page]")).to_have_text("Popular")
    assert page.evaluate("window.stayed")


def test_nothing_of_a_page_is_kept_on_the_device(page, live_server, forum):
    page.goto(live_server.url + forum.get_absolute_url())

    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Previous")).to_be_visible()

    kept = page.evaluate("Object.keys({...localStorage, ...sessionStorage})")
    assert [name for name in kept if "cache" in name] == []
