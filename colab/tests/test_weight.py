"""A first visit costs at most 60 kB compressed, in at most five requests."""

import brotli
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from testing import make

pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_REQUESTS = 60_000, 5


def files_of(page):
    drawn = BeautifulSoup(page, "html.parser")
    requested = [tag["src"] for tag in drawn.select("script[src], img[src]")]
    requested += [tag["href"] for tag in drawn.select("link[rel=stylesheet], link[rel=icon]")]
    return [address.removeprefix(settings.STATIC_URL) for address in requested]


def weight(name):
    """Return the compressed size of a static file, in bytes, as WhiteNoise sends it."""
    with open(finders.find(name), "rb") as file:
        return len(brotli.compress(file.read()))


def addresses():
    topic, colab = make.topic(tags=["forms"]), make.colab()
    return [
        *map(
            reverse, ["home", "forums:index", "forums:candidates", "events:index", "about", "account_login"]
        ),
        *(row.get_absolute_url() for row in (topic, topic.forum, colab)),
    ]


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_first_view_is_light(client, signed_in):
    pages = addresses()
    if signed_in:
        client.force_login(make.participant())
    for address in pages:
        answer = client.get(address, headers={"Accept-Encoding": "gzip"}, follow=True)
        files = files_of(client.get(address, follow=True).content)

        assert answer["Content-Encoding"] == "gzip"
        assert files
        assert 1 + len(files) <= MOST_REQUESTS, (address, files)
        assert len(answer.content) + sum(map(weight, files)) <= MOST_BYTES, address
