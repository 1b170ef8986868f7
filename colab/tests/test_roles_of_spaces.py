"""A role of a space opens no page, no row and no word (R-ROLE-GIVES-NOTHING)."""

import re

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from colab.tests import crowd
from colab.tests.addresses import ADDRESSES, world
from forums.models import Role
from forums.spaces import memberships
from forums.spaces.roles import roles
from testing import make

pytestmark = pytest.mark.django_db
OF_EACH_ANSWER = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|\d+ ?ms')
ABOUT_ROLES = {
    "forums:about",
    "forums:roles",
    "participants:export",
}  # say who holds one, and what one holds oneself
# They have a way to write the digest, for the messenger as for a steward (R-MONTHLY-WRITERS).
WRITTEN = {"learning:monthly_in_space", "learning:monthly_of_space"}


def answers(person, rows):
    """Return {address: (status, text)} of all that a person gets."""
    client, found = Client(), {}
    client.force_login(person)
    for name in ADDRESSES.keys() - ABOUT_ROLES - WRITTEN:
        entry = ADDRESSES[name]
        answer = client.get(reverse(name, kwargs=entry.arguments(rows)) + entry.query)
        words = b"".join(answer).decode() if answer.streaming else answer.content.decode(errors="replace")
        found[name] = answer.status_code, OF_EACH_ANSWER.sub("", words)
    return found


def lists(person, forum):
    """Return {heading: rows} of all lists of the page of roles."""
    client = Client()
    client.force_login(person)
    cards = client.get(reverse("forums:roles", args=[forum.slug])).context["cards"]
    return {str(one.heading): rows for card in cards for one, rows in card.lists}


@override_settings(DEMONSTRATION=True)
def test_who_holds_all_seven_roles_gets_what_they_got_before():
    """Check R-ROLE-GIVES-NOTHING."""
    rows = world()
    with time_machine.travel(timezone.now(), tick=False):
        crowd.fill(rows, 3)
        person, forum = rows["member"], rows["forum"]
        memberships.join(forum, person)
        before = answers(person, rows), lists(person, forum)

        for kind in Role.Kind:
            roles.take(forum, person, kind)

        after = answers(person, rows), lists(person, forum)
    changed = [name for name, answer in before[0].items() if after[0][name] != answer]
    assert changed == []
    assert before[1] == after[1]


def test_every_member_sees_the_same_lists_whoever_holds_the_role():
    """Check R-ROLE-GIVES-NOTHING."""
    rows = world()
    crowd.fill(rows, 3)
    forum = rows["forum"]
    holder, other = (make.membership(forum, make.participant()).participant for _ in range(2))
    for kind in Role.Kind:
        roles.take(forum, holder, kind)

    shown = lists(other, forum)

    assert lists(holder, forum) == shown
    assert any(shown.values())
