"""Who is ready to facilitate where it asks much of them (R-READY)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.spaces.readiness import readiness
from forums.spaces.readiness.readiness import LINES
from testing import make

pytestmark = pytest.mark.django_db
ALL = {"lines": [name for name, _line in LINES]}


@pytest.fixture
def forum(ana):
    found = make.forum(kind="healing")
    make.membership(found, ana)
    return found


def test_a_member_says_five_lines_and_takes_them_back(client, forum, ana):
    """Check R-READY."""
    page = client.get(reverse("forums:ready", args=[forum.slug])).text
    assert all(str(line) in page for _name, line in LINES)

    client.post(reverse("forums:ready", args=[forum.slug]), ALL)
    assert readiness.is_ready(forum, ana)
    assert ana.name in client.get(reverse("forums:about", args=[forum.slug])).text

    client.post(reverse("forums:not_ready", args=[forum.slug]))
    assert not readiness.is_ready(forum, ana)


def test_it_is_asked_again_after_a_year(forum, ana):
    """Check R-READY."""
    forum.memberships.update(ready_at=timezone.now() - timedelta(days=364))
    assert readiness.is_ready(forum, ana)

    forum.memberships.update(ready_at=timezone.now() - timedelta(days=366))
    assert not readiness.is_ready(forum, ana)


@pytest.mark.parametrize("lines", [[], ["asks"], ["asks", "strain", "supports", "stops"]])
def test_less_than_five_are_refused(client, forum, ana, lines):
    assert client.post(reverse("forums:ready", args=[forum.slug]), {"lines": lines}).status_code == 422
    assert not readiness.is_ready(forum, ana)


def test_other_kinds_do_not_ask(client, ana):
    assert client.get(reverse("forums:ready", args=[make.forum().slug])).status_code == 404
