"""One note or harvest, as a page and as Markdown, and the paths of links around it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from followups.models import Comment, Origin
from followups.notes import sharing
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links(soup, inside="main"):
    return {link["href"] for link in soup.select(f"{inside} a[href]")}


@pytest.fixture
def colab():
    return make.held_colab(title="Fewer forms", topic=make.topic(title="Forms", tags=["forms"]))


def test_a_note_is_read_without_an_account(client, colab):
    note = make.note(colab, make.participant("Ana"), text="Ask **less**.", kind="idea", tags=["forms"])

    soup = soup_of(client, f"/library/note/{note.pk}/")

    assert soup.h1.get_text() == "Fewer forms"
    assert soup.select_one(".kicker").get_text(strip=True) == "Idea, after the co-lab"
    assert soup.select_one(".prose strong").get_text() == "less"
    assert "Ana" in soup.select_one("article").get_text()
    assert reverse("participants:person", args=[note.author_id]) not in links(soup)


def test_a_note_is_gone_from_its_page_once_it_is_not_shared(client, colab):
    """Check R-THREE-AUDIENCES."""
    note = make.note(colab)
    addresses = [f"/library/note/{note.pk}/", f"/library/note/{note.pk}.md"]
    assert [client.get(one).status_code for one in addresses] == [200, 200]

    sharing.share(note, "ten")

    client.force_login(note.author)
    assert [client.get(one).status_code for one in addresses] == [404, 404]


def test_each_note_and_harvest_leads_to_its_colab_topic_and_space_and_back(client, colab):
    """Check R-LINKS-BACK."""
    note, harvest = make.note(colab), make.harvest(colab, tags=["forms"])
    topic, after = colab.topic, reverse("followups:after", args=[colab.pk])
    note_url, harvest_url = f"/library/note/{note.pk}/", f"/library/harvest/{harvest.pk}/"
    origins = {colab.get_absolute_url(), after, topic.get_absolute_url(), topic.forum.get_absolute_url()}

    assert origins <= links(soup_of(client, note_url))
    assert origins <= links(soup_of(client, harvest_url))
    assert note_url in links(soup_of(client, harvest_url))
    library = links(soup_of(client, "/library/"), "#list")
    assert {topic.get_absolute_url(), f"{after}#insight-{note.pk}", note_url, harvest_url} <= library

    topic.scheduled_until = colab.ends_at
    topic.save(update_fields=["scheduled_until"])
    of_topic = f"/library/?topic={topic.pk}"
    assert of_topic in links(soup_of(client, topic.get_absolute_url()))
    assert {note_url, harvest_url} <= links(soup_of(client, of_topic), "#list")
    assert {note_url, harvest_url} <= links(soup_of(client, after))
    assert "/library/?tag=forms" in links(soup_of(client, topic.tags.get().get_absolute_url()))


def test_a_note_leads_to_its_answers_and_to_topics_that_grew_out_of_it(client, colab):
    note = make.note(colab, kind="question")
    seen, hidden = make.topic(title="Seen"), make.topic(hidden_at=timezone.now(), hidden_reason="Spam")
    for topic in (seen, hidden):
        Origin.objects.create(topic=topic, insight=note)
    for hidden_at in (None, timezone.now()):
        Comment.objects.create(
            insight=note, author=colab.organizer, text="So.", html="<p>So.</p>", hidden_at=hidden_at,
            hidden_reason="Rude" if hidden_at else "",
        )  # fmt: skip

    soup = soup_of(client, f"/library/note/{note.pk}/")

    assert seen.get_absolute_url() in links(soup)
    assert hidden.get_absolute_url() not in links(soup)
    assert soup.select_one("main a.btn").get_text() == "Read 1 answer"


def test_a_harvest_stands_with_what_people_shared(client, colab):
    harvest = make.harvest(colab, "We met.", tags=["forms"])
    make.note(colab, text="Shared")
    make.note(colab, text="For the ten", audience="ten")

    soup = soup_of(client, f"/library/harvest/{harvest.pk}/")

    assert "We met." in soup.select_one("main .prose").get_text()
    assert [link.get_text() for link in soup.select(".rows .row-title a")] == ["Shared"]
    assert f"/co-labs/{colab.pk}/after/harvest.md" in links(soup)
    assert client.get(f"/co-labs/{colab.pk}/after/harvest.md").status_code == 200


def test_a_draft_of_a_harvest_has_no_page(client, colab):
    draft = make.harvest(colab, recorded_at=None)
    client.force_login(colab.organizer)

    assert client.get(f"/library/harvest/{draft.pk}/").status_code == 404


def test_a_note_as_markdown(client, settings, colab):
    note = make.note(colab, make.participant("Ana_1"), text="Ask *less*.", kind="idea", tags=["forms"])

    response = client.get(f"/library/note/{note.pk}.md")

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    text = response.content.decode()
    assert text.startswith("# Idea: Fewer forms\n\nAsk *less*.\n\n— Ana\\_1, ")
    assert "\\#forms" in text
    for address in (f"/library/note/{note.pk}/", note.get_absolute_url(), colab.topic.get_absolute_url()):
        assert f"]({settings.SITE_URL}{address})" in text


def test_who_left_the_site_is_not_in_the_library(client, colab):
    """Their notes stay where they were written, without their name (R-WORDS-LINKED)."""
    note = make.note(colab)
    erasure.erase(note.author)

    assert client.get(f"/library/note/{note.pk}/").status_code == 404
    assert client.get(f"/co-labs/{colab.pk}/after/").status_code == 200
