"""Pages of outputs: who reads them, and what stands on them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from learning.models import Output
from learning.outputs.tests.test_outputs import FIELDS
from testing import make

pytestmark = pytest.mark.django_db
SENT = FIELDS | {"language": "en"}


def test_it_is_written_on_a_page_that_keeps_what_was_typed_and_published_from_its_own(client):
    topic, person = make.topic(), make.participant()
    client.force_login(person)
    address = reverse("learning:new_output", args=[topic.pk])

    refused = client.post(address, SENT | {"text": ""})
    assert refused.status_code == 422
    assert FIELDS["what_for"] in refused.text
    answer = client.post(address, SENT)
    output = Output.objects.get()
    assert (answer.url, output.is_published) == (output.get_absolute_url(), False)

    client.post(reverse("learning:publish_output", args=[output.pk]))
    client.logout()
    assert FIELDS["title"] in client.get(reverse("learning:outputs")).text


def test_a_visitor_reads_it_and_takes_it_as_markdown_where_its_space_is_public(client):
    """Check R-READ-WITHOUT-ACCOUNT, and R-QUERY-PERMISSION for the others."""
    output = make.output(make.topic(), make.participant("Ana"))
    inside = make.output(make.topic(forum=make.forum(is_public=False)))

    text = client.get(reverse("learning:output_markdown", args=[output.pk]))
    assert text["Content-Type"] == "text/markdown; charset=utf-8"
    for words in (output.title, output.text, "CC BY 4.0", "Ana", output.get_absolute_url()):
        assert words in text.text
    for name in ("output", "output_markdown"):
        assert client.get(reverse(f"learning:{name}", args=[output.pk])).status_code == 200
        assert client.get(reverse(f"learning:{name}", args=[inside.pk])).status_code == 404


def test_the_page_of_a_topic_shows_what_it_left_and_how_to_keep_more(client):
    topic = make.topic()
    output, draft = make.output(topic), make.output(topic, is_published=False)
    client.force_login(make.participant())

    page = client.get(topic.get_absolute_url(), follow=True).text

    assert output.title in page
    assert draft.title not in page
    assert reverse("learning:new_output", args=[topic.pk]) in page


def test_one_press_says_that_one_uses_it_and_the_page_says_how_far_it_has_spread(client):
    output = make.output(make.topic())
    for organization, district in (("Fictional Parks", "Heron Bay"), ("Fictional Clerk", "Koa Valley")):
        client.force_login(make.participant(organization=organization, district=district))
        client.post(reverse("learning:use_output", args=[output.pk]))

    page = client.get(output.get_absolute_url()).text

    assert "Used by 2 other organizations in 2 districts." in " ".join(page.split())
    assert "We still use it" in page


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        ([], "Nobody has said yet that they use it."),
        ([{}], "Emerging: one other organization uses it so far."),
        ([{"organization": ""}], "It is used where it was made, or by people who name no organization."),
        ([{"ended_at": timezone.now()}], "It was used. Nobody says that they use it today."),
        ([{"hidden_at": timezone.now(), "hidden_reason": "spam"}], "Nobody has said yet that they use it."),
    ],
)
def test_the_sentence_of_its_spread_is_true_of_those_below_it(client, uses, said):
    """Check R-SPREAD and R-WAS-USED."""
    output = make.output(make.topic())
    for fields in uses:
        make.use(output, **fields)

    assert said in client.get(output.get_absolute_url()).text


def test_the_file_says_the_day_that_the_page_says(client, time_machine):
    time_machine.move_to("2026-12-15T03:00Z", tick=False)  # still the day before in Toronto
    output = make.output(make.topic(), make.participant(zone="America/Toronto"))
    client.force_login(output.author)

    assert "December 14" in client.get(output.get_absolute_url()).text
    text = client.get(reverse("learning:output_markdown", args=[output.pk])).text
    assert "Dec. 14" in text


def test_who_is_asked_answers_on_its_page(client):
    """Check R-CONTRIBUTORS-AGREE."""
    topic, person = make.topic(), make.participant("Zoe")
    make.note(make.held_colab(topic=topic, people=[person]), person)
    output = make.output(topic, make.participant("Mia"))
    client.force_login(output.author)
    client.post(reverse("learning:ask_contributors", args=[output.pk]), {"people": [person.pk]})
    client.force_login(person)
    assert "Your name with it?" in client.get(output.get_absolute_url()).text

    client.post(reverse("learning:agree_to_be_named", args=[output.pk]))
    page = BeautifulSoup(client.get(output.get_absolute_url()).text, "html.parser")
    assert "Mia, Zoe" in page.select_one("dl.facts").text

    client.post(reverse("learning:decline_to_be_named", args=[output.pk]))
    assert "Mia, Zoe" not in client.get(output.get_absolute_url()).text


def test_a_community_of_healing_has_no_button_and_no_page(client):
    forum = make.forum(kind="healing")
    member = make.membership(forum, make.participant()).participant
    topic = make.topic(forum=forum, author=member)
    client.force_login(member)

    assert "What others can use" not in client.get(topic.get_absolute_url(), follow=True).text
    assert client.get(reverse("learning:new_output", args=[topic.pk])).status_code == 404
