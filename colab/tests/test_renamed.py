"""What people can change is never redirected for ever (R-NO-LASTING-REDIRECTS); where search leads."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from colab.pages import search
from events.models import CoLab
from forums.models import Topic
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db
LASTING = re.compile(r"permanent=True|PermanentRedirect|status=30[18]")


def rename_topic(topic, title):
    topics.edit(topic, title, [])


def rename_colab(colab, title):
    colab.title = title
    colab.save(update_fields=["title"])


@pytest.fixture(params=[(make.topic, rename_topic), (make.colab, rename_colab)], ids=["topic", "co-lab"])
def thing(request):
    made, rename = request.param
    return made(title="Alpha name here"), rename


def test_a_title_that_comes_back_is_reached_by_both_addresses(thing, client):
    """As in a browser that remembers whatever may be remembered."""
    row, rename = thing
    first = row.get_absolute_url()
    rename(row, "Beta name here")
    second = row.get_absolute_url()

    redirected = client.get(first)
    rename(row, "Alpha name here")

    assert (redirected.status_code, redirected.url) == (302, second)
    assert "no-store" in redirected.headers["Cache-Control"]
    assert client.get(first).status_code == 200
    assert client.get(second).url == first


def test_the_query_comes_along(client):
    topic = make.topic(title="Alpha name here")

    assert client.get(f"/topics/{topic.pk}/?at=1").url == f"{topic.get_absolute_url()}?at=1"


def test_nothing_of_ours_redirects_for_ever():
    ours = (path for path in Path(settings.BASE_DIR).glob("*/**/*.py") if "tests" not in path.parts)

    assert [path for path in ours if ".venv" not in path.parts and LASTING.search(path.read_text())] == []


@pytest.mark.parametrize("title", ["Close", "Watch", "Reply"])
def test_a_topic_that_is_stored_under_the_name_of_a_verb_is_reached(title, client):
    topic = make.topic(title=title)
    Topic.objects.filter(pk=topic.pk).update(slug=title.lower())  # as it was imported before

    topic.refresh_from_db()

    assert client.get(topic.get_absolute_url()).context["topic"] == topic
    assert client.get(f"/topics/{topic.pk}/", follow=True).redirect_chain == [(topic.get_absolute_url(), 302)]


@pytest.mark.parametrize("title", ["Register", "Call off", "Room", "Attendance"])
def test_search_leads_to_what_is_called_like_a_verb(title):
    person, colab = make.participant(), make.colab(title=title)
    topic = make.topic(title=f"{title} close")
    Topic.objects.filter(pk=topic.pk).update(slug="close")

    urls = {hit.url for hit in search.find(title, person)}

    assert urls >= {colab.get_absolute_url(), Topic.objects.get(pk=topic.pk).get_absolute_url()}
    assert all(Client().get(url).status_code == 200 for url in urls)
    assert CoLab.objects.count() == 1
