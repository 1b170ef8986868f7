"""The organizer's desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from colab.pages import dashboards
from testing import make

pytestmark = pytest.mark.django_db


def announced(organizer, number):
    first = timezone.now() + timedelta(days=8)
    return [
        make.colab(organizer=organizer, title=f"Hour {n:02}", starts_at=first + timedelta(hours=n))
        for n in range(number)
    ]


def test_announced_colabs_come_page_by_page(client, organizer):
    announced(organizer, dashboards.PAGE + 1)

    first = client.get("/organize/")
    assertContains(first, "Hour 09")
    assertNotContains(first, "Hour 10")

    following = client.get("/organize/", {"after": first.context["announced"].after})
    assertContains(following, "Hour 10")
    assertNotContains(following, "Hour 09")


def test_few_announced_colabs_need_no_pages(client, organizer):
    announced(organizer, 1)

    assertNotContains(client.get("/organize/"), 'class="pager"')


def test_wanted_topics_say_how_many_people_want_them(client):
    topic = make.topic(wanted=1)
    for _ in range(3):
        make.nomination(topic)
    make.topic(wanted=None)

    [shown] = client.get("/").context["wanted"]
    assert (shown, shown.people) == (topic, 3)


def test_home_and_board_count_the_same_people(client):
    """Who nominated before the latest co-lab on the topic was answered, and is counted by neither."""
    topic = make.topic(scheduled_until=timezone.now() - timedelta(days=3), wanted=1)
    for days in (9, 8, 1):
        make.nomination(topic, created_at=timezone.now() - timedelta(days=days))

    [shown] = client.get("/").context["wanted"]
    [on_board] = client.get(reverse("forums:candidates")).context["topics"]
    assert shown.people == on_board.demand.people == 1
