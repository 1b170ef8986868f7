"""What roles of a space look at among its co-labs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.pages import role_lists
from forums.models import Forum
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return make.forum()


@pytest.fixture
def reader(forum):
    return make.membership(forum, make.participant()).participant


def held(forum, **fields):
    return make.held_colab(topic=make.topic(forum=forum), **fields)


def ahead(forum, days=10, **fields):
    starts_at = timezone.now() + timedelta(days=days)
    return make.colab(topic=make.topic(forum=forum), starts_at=starts_at, **fields)


def test_hours_in_which_somebody_waited_who_never_had_a_seat_here(forum, reader):
    in_vain, later_seated = make.participant("Val Vain"), make.participant()
    waited, other = held(forum), held(forum)
    make.waiting(waited, in_vain)
    make.waiting(other, later_seated)
    make.seated(ahead(forum), later_seated)
    make.seated(ahead(make.forum()), in_vain)
    make.waiting(ahead(forum))

    assert list(role_lists.waited_in_vain(forum, reader)) == [waited]


def test_who_waited_is_not_said(forum, reader, client):
    """Check R-SEATED-NAMES."""
    waited = held(forum, title="Counters")
    make.waiting(waited, make.participant("Val Vain"))
    client.force_login(reader)

    shown = client.get(reverse("forums:roles", args=[forum.slug])).text

    assert ("Counters" in shown, "Val Vain" in shown) == (True, False)


def test_where_nobody_is_named_it_is_not_asked(client):
    forum = make.forum(kind=Forum.Kind.HEALING)
    reader = make.membership(forum, make.participant()).participant
    waiting = make.membership(forum, make.participant()).participant
    make.waiting(held(forum), waiting)
    client.force_login(reader)

    assert "People waited here" not in client.get(reverse("forums:roles", args=[forum.slug])).text


def test_hours_ahead_without_a_harvester_the_next_one_first(forum, reader):
    later, sooner = ahead(forum, 12), ahead(forum, 5)
    ahead(forum, harvester=make.participant())
    ahead(forum, state="draft")
    held(forum)

    assert list(role_lists.without_a_harvester(forum, reader)) == [sooner, later]


def test_who_may_not_read_the_space_gets_no_row(reader):
    """Check R-ROLE-GIVES-NOTHING."""
    closed = make.forum(is_public=False)
    make.waiting(held(closed), make.membership(closed, make.participant()).participant)
    ahead(closed)

    assert list(role_lists.waited_in_vain(closed, reader)) == []
    assert list(role_lists.without_a_harvester(closed, reader)) == []


def test_no_list_has_more_than_five_rows_or_makes_more_than_one_query(forum, reader):
    for _ in range(7):
        make.waiting(held(forum))
        ahead(forum)

    for rows in (role_lists.waited_in_vain, role_lists.without_a_harvester):
        with recorded() as queries:
            found = list(rows(forum, reader))
        assert (len(found), len(queries)) == (5, 1)
