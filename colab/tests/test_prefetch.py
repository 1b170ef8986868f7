"""Pages are prefetched while the pointer rests on a link, where opening them has no effect."""

import re

import pytest
from playwright.sync_api import expect

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fetched_ahead(page):
    found = []
    page.on("request", lambda request: found.append(request.url) if is_ahead(request) else None)
    return found


def is_ahead(request):
    return "sec-purpose" in request.headers


def test_the_page_of_a_topic_is_there_before_the_press(page, live_server):
    topic = make.topic()
    page.goto(live_server.url + topic.forum.get_absolute_url())
    fetched, link = fetched_ahead(page), page.get_by_role("link", name=topic.title).first

    with page.expect_request(is_ahead):
        link.hover()
    link.click()

    expect(page).to_have_title(re.compile(f"^{re.escape(topic.title)}"))
    assert fetched == [live_server.url + topic.get_absolute_url()]


@pytest.mark.parametrize("name", ["Sign in", "Change the time zone"])
def test_accounts_and_choices_wait_for_the_press(page, live_server, name):
    page.goto(live_server.url + "/about/")
    fetched = fetched_ahead(page)

    page.get_by_role("link", name=name).first.hover()
    page.wait_for_timeout(600)  # nothing tells that nothing comes; Chromium would wait for 200

    assert fetched == []
