"""What the organizational broker looks at: what looks for a place, and what nobody uses yet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.experiments import role_lists as seeking
from learning.outputs import role_lists as unused
from testing import make

pytestmark = pytest.mark.django_db


def test_what_is_tested_in_one_place_alone_looks_for_another():
    topic, reader = make.topic(), make.participant()
    alone, offered, late, _elsewhere = (make.experiment(one) for one in (topic, topic, topic, make.topic()))
    make.trial(offered, state="offered")
    type(late).objects.filter(pk=late.pk).update(share_on=timezone.localdate() - timedelta(days=1))

    assert list(seeking.places(topic.forum, reader)) == [alone]
    make.trial(alone, state="withdrawn")
    assert list(seeking.places(topic.forum, reader)) == [alone]


def test_what_no_other_organization_uses_is_listed():
    """Check R-SPREAD: its makers' own use counts for nothing."""
    topic, author = make.topic(), make.participant(organization="Fictional Parks")
    own, used, draft = make.output(topic, author), make.output(topic), make.output(topic, is_published=False)
    make.use(own, make.participant(organization="fictional parks"))
    make.use(used)

    assert list(unused.outputs(topic.forum, draft.author)) == [own]


def test_both_stand_on_the_page_of_roles_but_in_no_community_of_healing(client):
    topic, healing = make.topic(), make.forum(kind="healing")
    member = make.membership(healing, make.participant()).participant
    output = make.output(topic)
    client.force_login(member)

    assert output.title in client.get(reverse("forums:roles", args=[topic.forum.slug])).text
    assert (
        "No other organization uses it yet"
        not in client.get(reverse("forums:roles", args=[healing.slug])).text
    )
