"""How links to co-labs, harvests, outputs and stories unfurl elsewhere."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from testing import make

pytestmark = pytest.mark.django_db


def left(forum):
    """Return what stands in a space, with its page and its picture."""
    topic = make.topic(forum=forum)
    member = make.membership(forum, make.participant()).participant
    ahead, held = make.colab(topic=topic), make.held_colab(topic=topic, people=[member])
    make.harvest(held)
    output, story = make.output(topic, member), make.story(held, member)
    harvest = reverse("learning:harvest", args=[held.harvest.pk])
    return member, {
        ahead.get_absolute_url(): reverse("events:picture", args=[ahead.pk]),
        harvest: reverse("learning:picture_of_harvest", args=[held.harvest.pk]),
        output.get_absolute_url(): reverse("learning:picture_of_output", args=[output.pk]),
        story.get_absolute_url(): reverse("learning:picture_of_story", args=[story.pk]),
    }


def test_each_names_its_title_a_sentence_and_a_picture_that_is_there(client, settings):
    """Check R-UNFURLS."""
    settings.SITE_URL = "https://co-lab.example.org"
    _member, pages = left(make.forum())

    for address, picture in pages.items():
        head = BeautifulSoup(client.get(address).text, "html.parser").head
        said = {tag["property"]: tag["content"] for tag in head.select("meta[property]")}
        assert said["og:title"]
        assert said["og:description"]
        assert said["og:image"] == settings.SITE_URL + picture
        assert said["og:url"].endswith(address)
        assert len(head.select("meta[name=description]")) == 1
        answer = client.get(picture)
        assert answer["Content-Type"] == "image/png"
        assert "public" in answer["Cache-Control"]


def test_what_a_visitor_may_not_read_has_none_whoever_asks(client):
    """Check R-UNFURLS."""
    member, pages = left(make.forum(is_public=False))
    client.force_login(member)

    for address, picture in pages.items():
        page = client.get(address)
        assert page.status_code == 200
        assert "og:" not in page.text
        assert client.get(picture).status_code == 404
