"""A page is fetched while a mouse rests on its link, if it is only read."""

import pytest

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def rest_on(page, link):
    """Moves the mouse there and leaves it; gives the paths that are fetched ahead meanwhile."""
    fetched = []
    page.on("request", lambda request: fetched.append(request) if "sec-purpose" in request.headers else None)
    link.hover()
    page.wait_for_timeout(600)
    return [request.url for request in fetched]


def test_the_page_of_a_topic_is_there_before_the_press(page, live_server):
    topic = make.topic()
    page.goto(live_server.url + topic.forum.get_absolute_url())

    fetched = rest_on(page, page.get_by_role("link", name=topic.title).first)
    page.get_by_role("link", name=topic.title).first.click()

    assert fetched == [live_server.url + topic.get_absolute_url()]
    assert page.title().startswith(topic.title)


@pytest.mark.parametrize("name", ["Sign in", "Change the time zone"])
def test_accounts_and_choices_wait_for_the_press(page, live_server, name):
    page.goto(live_server.url + "/about/")

    assert rest_on(page, page.get_by_role("link", name=name).first) == []
