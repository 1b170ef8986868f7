"""What people learnt, tried and kept for others is found by its words, by those who may read it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from learning.models import Reflection
from testing import make

pytestmark = pytest.mark.django_db
KINDS = ["output", "experiment", "story"]


def found(client, words="salt", **asked):
    """Return {kicker: address} of the results."""
    soup = BeautifulSoup(client.get(reverse("search"), {"q": words} | asked).content, "html.parser")
    rows = soup.select("#list .rows > li")
    return {row.select_one(".kicker").get_text(" ", strip=True): row.a["href"] for row in rows}


def left(colab):
    """Return (an output, an experiment, a story) of a held co-lab, each with the word "salt"."""
    output = make.output(colab.topic, text="Salt early, and little.")
    experiment = make.experiment(colab.topic, if_we="<b>salt</b> at night")
    teller = make.membership(colab.topic.forum, make.participant("Ana of Oakville")).participant
    return output, experiment, make.story(colab, teller, words="We salt less now.")


def test_what_is_tried_used_and_told_is_found_by_visitors_where_the_space_is_public(client):
    output, experiment, story = left(make.held_colab())
    left(make.held_colab(topic=make.topic(forum=make.forum(is_public=False))))

    pages = {"What others can use": output, "Experiment": experiment, "Story": story}
    assert found(client) == {kicker: thing.get_absolute_url() for kicker, thing in pages.items()}
    for kind, (kicker, thing) in zip(KINDS, pages.items(), strict=True):
        assert found(client, kind=kind) == {kicker: thing.get_absolute_url()}
    title = BeautifulSoup(client.get("/search/?q=salt&kind=experiment").content, "html.parser").h3
    assert title.get_text() == "If we <b>salt</b> at night"


def test_a_member_finds_what_is_in_the_space_and_one_space_can_be_asked(client):
    """Check R-QUERY-PERMISSION."""
    inside = make.held_colab(topic=make.topic(forum=make.forum(is_public=False)))
    things = left(inside)
    left(make.held_colab())
    client.force_login(make.membership(inside.topic.forum, make.participant()).participant)

    asked = found(client, forum=inside.topic.forum.slug)
    assert set(asked.values()) == {thing.get_absolute_url() for thing in things}
    client.logout()
    assert found(client, forum=inside.topic.forum.slug) != asked


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_is_not_found(client, kind):
    thing = dict(zip(KINDS, left(make.held_colab()), strict=True))[kind]
    assert found(client, kind=kind)

    type(thing).objects.filter(pk=thing.pk).update(hidden_at=timezone.now(), hidden_reason="spam")

    assert found(client, kind=kind) == {}


def test_drafts_are_not_found(client):
    draft = make.output(make.topic(), text="Salt early.", is_published=False)
    client.force_login(draft.author)

    assert found(client, kind="output") == {}


def test_a_story_is_found_by_what_it_tells_and_by_nothing_that_its_teller_keeps(client):
    """Check R-REFLECTION-MINE and R-STORY-NAMED."""
    words = {"q1": "salt", "q2": "sand", "in_story": [2], "title": "Roads", "named": False}
    story = make.story(make.held_colab(), make.participant("Ana of Oakville"), **words)
    client.force_login(story.participant)

    assert found(client, "salt") == {}
    assert found(client, "sand") == {"Story": story.get_absolute_url()}
    assert "Ana of Oakville" not in client.get("/search/?q=sand&kind=story").text.split('id="list"')[1]
    Reflection.objects.filter(pk=story.pk).update(in_story=[1, 2])
    assert found(client, "salt") == {"Story": story.get_absolute_url()}
    Reflection.objects.filter(pk=story.pk).update(shared_at=None)
    assert found(client, "sand") == found(client, "salt") == {}
