"""What is sent again by the back button is what was sent before (R-SENT-AGAIN)."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from forums.models import Post, Topic
from forums.topics import posts, topics
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def topic(clock):
    made = make.topic()
    clock.shift(60)
    return made


@pytest.fixture
def author(client):
    person = make.participant()
    client.force_login(person)
    return person


def opened(client, address, button):
    """Return what the form with this button sends, as the page has it."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = next(form for form in page.find_all("form") if form.find("button", string=button))
    fields = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    return {name: value for name, value in fields.items() if name == "opened"}


def reply_page(client, topic):
    return opened(client, topic.get_absolute_url(), "Post reply")


def reply(client, topic, page, text="+1"):
    return client.post(f"/topics/{topic.pk}/reply/", page | {"text": text}).url


@pytest.mark.parametrize("later", [timedelta(seconds=1), timedelta(seconds=62), timedelta(hours=30)])
def test_a_reply_sent_again_from_its_page_is_one_post(client, clock, topic, author, later):
    page = reply_page(client, topic)
    clock.shift(5)
    first = reply(client, topic, page)
    topics.reply(topic, make.participant(), "Me too.")
    clock.shift(later)

    assert reply(client, topic, page) == first
    assert topic.posts.count() == 3


def test_so_is_one_that_was_edited_since(client, clock, topic, author):
    page = reply_page(client, topic)
    first = reply(client, topic, page)
    clock.shift(600)
    posts.edit(topic.posts.get(number=2), author, "+1, and thank you")

    assert reply(client, topic, page) == first


def test_so_is_one_that_was_hidden_since(client, clock, topic, author):
    page = reply_page(client, topic)
    first = reply(client, topic, page)
    clock.shift(600)
    posts.hide(topic.posts.get(number=2), make.moderator(), "Not here.")

    assert reply(client, topic, page) == first


def test_so_is_one_after_which_the_topic_was_closed(client, clock, topic, author):
    page = reply_page(client, topic)
    first = reply(client, topic, page)
    clock.shift(600)
    topics.close(topic)

    assert reply(client, topic, page) == first


def test_of_two_replies_from_one_page_each_is_sent_again_as_itself(client, clock, topic, author):
    page = reply_page(client, topic)
    first, second = (reply(client, topic, page, text) for text in ("+1", "And this."))
    clock.shift(600)

    assert [reply(client, topic, page, text) for text in ("+1", "And this.")] == [first, second]


def test_a_page_that_was_fetched_anew_and_whose_text_the_browser_kept_sends_it_again(
    client, clock, topic, author
):
    first = reply(client, topic, reply_page(client, topic))
    clock.shift(62)

    assert reply(client, topic, reply_page(client, topic)) == first


def test_the_same_words_after_others_have_written_are_meant(client, clock, topic, author):
    first = reply(client, topic, reply_page(client, topic))
    clock.shift(62)
    topics.reply(topic, make.participant(), "What about the other one?")
    clock.shift(62)

    assert reply(client, topic, reply_page(client, topic)) != first


def test_the_same_words_on_another_day_are_meant(client, clock, topic, author):
    first = reply(client, topic, reply_page(client, topic))
    clock.shift(timedelta(hours=25))

    assert reply(client, topic, reply_page(client, topic)) != first


@pytest.mark.parametrize("page", [{}, {"opened": ""}, {"opened": "x"}, {"opened": "1e99"}, {"opened": "nan"}])
def test_a_form_without_its_moment_is_compared_with_the_latest_of_the_person(
    client, clock, topic, author, page
):
    first = reply(client, topic, page)
    topics.reply(topic, make.participant(), "Me too.")
    clock.shift(62)

    again = reply(client, topic, page)
    clock.shift(timedelta(days=1))

    assert again == first
    assert reply(client, topic, page) != first


def test_others_may_say_the_same(client, clock, topic, author):
    page = reply_page(client, topic)

    assert reply(client, topic, page) != topics.reply(topic, make.participant(), "+1").get_absolute_url()


def test_a_reply_in_the_words_that_open_the_topic_is_a_reply(client, clock, author):
    topic = make.topic(author=author, text="How?")

    assert reply(client, topic, {}, "How?") != topic.posts.get(number=1).get_absolute_url()


def test_a_topic_sent_again_from_its_page_is_one_topic(client, clock, author):
    address = f"/forums/{make.forum().slug}/new/"
    page = opened(client, address, "Post topic")
    sent = page | {"title": "Who sorts the mail?", "text": "Who?", "language": "en", "tags": "mail"}
    first = client.post(address, sent).url
    clock.shift(timedelta(hours=30))

    assert client.post(address, sent).url == first
    assert client.post(address, sent | {"text": "Who, then?"}).url != first
    assert client.post(address, sent | opened(client, address, "Post topic")).url != first
    assert Topic.objects.count() == 3


def test_what_was_refused_is_still_new(client, clock, topic, author):
    page = reply_page(client, topic)
    refused = client.post(f"/topics/{topic.pk}/reply/", page | {"text": "x" * 30_001})
    kept = BeautifulSoup(refused.content, "html.parser").find("input", {"name": "opened"})["value"]

    assert (refused.status_code, kept) == (422, page["opened"])
    assert Post.objects.filter(topic=topic).count() == 1
