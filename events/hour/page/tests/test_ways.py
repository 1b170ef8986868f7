"""Ways from the bar to where people do what the step asks for, and the groups as whoever leads sees them."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.hour import course as courses
from events.hour import hours, plan
from testing import make

pytestmark = pytest.mark.django_db


def at(method, **fields):
    """Return a co-lab in a step of this method, with five people who came."""
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=1), **fields)
    plan.fix(colab)
    colab.steps.filter(position=1).update(method=method)
    for number in range(5):
        person = make.participant(f"Person of {number}")
        if not colab.topic.forum.is_public:
            make.membership(colab.topic.forum, person)
        make.seated(colab, person, attendance="came")
    return colab


def opened(client, colab, person):
    client.force_login(person)
    return BeautifulSoup(client.get(reverse("events:hour", args=[colab.pk])).text, "html.parser")


def ways(page):
    """Return the parts of the page that the bar leads to; each is there."""
    found = [link["href"] for link in page.select(".hour-bar a[href^='#']")]
    assert all(page.select_one(anchor).select_one("h2") for anchor in found)
    return found


def grouped(colab):
    hours.regroup(colab, colab.organizer, courses.of(colab).place)
    return colab


@pytest.mark.parametrize(
    ("method", "anchors"),
    [
        ("arrive", []),
        ("silent", ["#hour-write"]),
        ("fours", []),  # nobody made groups yet
        ("dots", ["#hour-notes"]),
        ("keep", ["#hour-write"]),
        ("close", ["#hour-close"]),
    ],
)
def test_the_bar_leads_to_where_people_do_what_the_step_asks_for(client, method, anchors):
    colab = at(method)
    person = colab.registrations.first().participant

    assert ways(opened(client, colab, person)) == anchors


def test_in_groups_the_bar_leads_to_ones_own_and_whoever_leads_sees_all(client):
    colab = grouped(at("fours"))
    person = colab.registrations.first().participant

    assert ways(opened(client, colab, person)) == ["#hour-people"]
    page = opened(client, colab, colab.organizer)
    assert ways(page) == []
    named = [name for line in page.select("#hour-lead ol li") for name in line.get_text().split(", ")]
    assert sorted(named) == [f"Person of {number}" for number in range(5)]
    assert "Make the groups again" in page.select_one("#hour-lead").get_text()


def test_where_no_names_are_shown_whoever_leads_sees_how_many_are_in_each_group(client):
    """Check R-HOUR-NAMES-NOBODY."""
    colab = grouped(at("fours", topic=make.topic(forum=make.forum(kind="healing"))))

    lead = opened(client, colab, colab.organizer).select_one("#hour-lead")

    assert "Person of" not in lead.get_text()
    assert [line.get_text() for line in lead.select("ol li")] == ["5 people"]


@pytest.mark.parametrize("method", ["dots", "close"])
def test_where_nothing_is_shown_to_others_the_bar_leads_nowhere_that_is_not_there(client, method):
    colab = at(method, topic=make.topic(forum=make.forum(kind="healing")))

    assert ways(opened(client, colab, colab.registrations.first().participant)) == []


def test_in_the_last_step_the_taps_come_first(client):
    colab = at("close")
    page = opened(client, colab, colab.registrations.first().participant)

    assert page.select_one(".hour-place:has(h2)")["id"] == "hour-close"
