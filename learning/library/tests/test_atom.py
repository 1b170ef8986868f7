from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from testing import make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def fetch(query="", **headers):
    return Client().get(f"/library/feed.atom{query}", **headers)


def entries(query=""):
    return list(ElementTree.fromstring(fetch(query).content).iter(f"{ATOM}entry"))


def text(entry, name):
    return entry.findtext(f"{ATOM}{name}")


def test_the_feed_has_notes_and_harvests_in_their_languages_and_with_their_authors(settings):
    colab, ana = make.held_colab(title="Guichets", language="fr"), make.participant("Ana")
    note = make.note(colab, ana, text="Moins.", kind="idea", language="fr", tags=["files"])
    harvest = make.harvest(colab, "On s’est vus.", language="fr")

    first, second = entries()

    assert (first.get(LANGUAGE), second.get(LANGUAGE)) == ("fr", "fr")
    assert text(first, "title").endswith(": Guichets")
    assert text(first, "summary") == "<p>Moins.</p>"
    assert first.find(f"{ATOM}author").findtext(f"{ATOM}name") == "Ana"
    assert first.find(f"{ATOM}category").get("term") == "files"
    assert first.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/library/note/{note.pk}/"
    assert second.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/library/harvest/{harvest.pk}/"
    assert second.find(f"{ATOM}author") is None


def test_what_changes_is_updated_under_the_same_id():
    note = make.note(make.held_colab())
    [before] = entries()
    note.edited_at = timezone.now() + timedelta(minutes=5)
    note.save(update_fields=["edited_at"])
    [after] = entries()

    assert text(before, "id") == text(after, "id")
    assert text(before, "id").startswith("urn:uuid:")
    assert text(before, "published") == text(after, "published")
    assert text(before, "updated") != text(after, "updated")


def test_the_feed_is_filtered_as_the_page_is():
    colab = make.held_colab()
    make.note(colab, text="Idea", kind="idea", tags=["forms"])
    make.note(colab, text="Story", kind="story", language="es")
    make.harvest(colab, "Harvest")

    def summaries(query):
        return [text(entry, "summary") for entry in entries(query)]

    assert summaries("?tag=forms") == ["<p>Idea</p>"]
    assert summaries("?language=es") == ["<p>Story</p>"]
    assert summaries("?shelf=harvests") == ["<p>Harvest</p>"]
    assert summaries("?kind=nothing") == []


def test_the_feed_has_nothing_private_for_anybody():
    """Check R-PRIVATE-MEANS-PRIVATE."""
    space, member = make.forum(is_public=False), make.participant()
    make.membership(space, member)
    within = make.held_colab(topic=make.topic(forum=space))
    make.note(within, member)
    make.harvest(within)
    make.note(make.held_colab(), member, audience="ten")
    make.note(make.held_colab(), member, audience="me")
    client = Client()
    client.force_login(member)

    response = client.get(f"/library/feed.atom?space={space.slug}")

    assert (entries(), list(ElementTree.fromstring(response.content).iter(f"{ATOM}entry"))) == ([], [])
    assert b"feed.atom" not in client.get(f"/library/?space={space.slug}").content
    assert b'href="/library/feed.atom?tag=forms"' in client.get("/library/?tag=forms").content


def test_an_unchanged_feed_is_not_sent_again():
    """Check R-FEED-STABLE."""
    make.note(make.held_colab())
    response = fetch()
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Set-Cookie" not in response

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert fetch(headers={"If-None-Match": response["ETag"]}).status_code == 304
        make.note(make.held_colab())
        assert fetch(headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_words_of_people_are_text_in_a_summary():
    make.note(make.held_colab(title="<b>"), text="`<script>` & *so*")

    [entry] = entries()

    assert text(entry, "summary") == "<p>&lt;script&gt; &amp; so</p>"
    assert text(entry, "title") == "Insight: <b>"


def test_visitors_of_one_network_search_by_the_feed_as_often_as_by_the_page(settings):
    """Check R-LIMITS."""
    settings.COLAB = settings.COLAB | {"limit_of_visitors": 2}

    answers = [fetch(query) for query in ["?q=forms", "?q=forms", "?q=forms", ""]]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 200]
    assert (answers[2]["Content-Type"], int(answers[2]["Retry-After"]) > 0) == (
        "text/plain; charset=utf-8",
        True,
    )
    assert (answers[2].has_header("Set-Cookie"), answers[2].cookies) == (False, {})
