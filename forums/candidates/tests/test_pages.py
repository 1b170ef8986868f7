import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from forums.candidates import nominations
from forums.models import Forum, Intention, Nomination, Watch
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_suggest_on_a_post_tags_its_topic(client, ana):
    topic = make.topic()
    post = make.post(topic, text="This deserves an hour.")
    address = f"/topics/{topic.pk}/nominate/?post={post.number}"
    assert address in text(client.get(topic.get_absolute_url()))
    assert "This deserves an hour." in text(client.get(address))

    client.post(address, {"intention": "listen", "reason": ""})

    nomination = Nomination.objects.get()
    assert (nomination.topic, nomination.post, nomination.intention) == (topic, post, Intention.LISTEN)
    page = text(client.get(topic.get_absolute_url()))
    assert "1 person wants this as a co-lab" in page
    assert "Do you want to hear of replies, too?" in page


def test_a_suggestion_is_taken_back(client, ana):
    topic = make.topic()
    nominations.nominate(topic, ana)

    client.post(f"/topics/{topic.pk}/withdraw/")

    assert Nomination.objects.count() == 0


def test_a_suggestion_without_a_part_is_refused_by_its_field(client, ana):
    answer = client.post(f"/topics/{make.topic().pk}/nominate/", {"intention": "", "reason": "To keep"})

    assert answer.status_code == 422
    assert "intention" in answer.context["form"].errors
    assert "To keep" in text(answer)


def test_a_suggestion_on_a_closed_topic_is_refused(client, ana):
    topic = make.topic(closed_at=timezone.now())

    answer = client.post(f"/topics/{topic.pk}/nominate/", {"intention": "share", "reason": ""})

    assert answer.status_code == 422
    assert "cannot become a co-lab" in text(answer)


def test_htmx_gets_the_panel_alone(client, ana):
    topic = make.topic()
    htmx = {"HX-Request": "true"}

    panel = text(
        client.post(f"/topics/{topic.pk}/nominate/", {"intention": "share", "reason": ""}, headers=htmx)
    )
    assert panel.lstrip().startswith('<section class="card" id="nominations"')
    assert "You suggested it: Share my experience" in panel

    refused = client.post(f"/topics/{topic.pk}/nominate/", {"intention": "x", "reason": ""}, headers=htmx)
    assert refused.status_code == 422
    assert "<html" not in text(refused)

    watch = text(client.post(f"/topics/{topic.pk}/watch/", headers=htmx))
    assert 'aria-pressed="true"' in watch
    assert "<html" not in watch


def test_one_press_on_the_board_wants_it_too_and_comes_back(client, ana):
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    sent = {"intention": "share", "next": f"/candidates/?order=popular#candidate-{topic.pk}"}

    answer = client.post(f"/topics/{topic.pk}/nominate/", sent)

    assert answer.url == sent["next"]
    assert "2 people want this" in text(client.get("/candidates/"))


def test_no_form_sends_people_to_another_site(client, ana):
    topic = make.topic()

    answer = client.post(
        f"/topics/{topic.pk}/nominate/", {"intention": "share", "next": "https://evil.example/"}
    )

    assert answer.url == topic.get_absolute_url()


@pytest.mark.parametrize("thing", ["topic", "forum", "tag"])
def test_watching_by_a_button(client, ana, thing):
    topic = make.topic(tags=["budget"])
    name = {"topic": topic.pk, "forum": topic.forum.slug, "tag": "budget"}[thing]

    client.post(reverse(f"forums:watch_{thing}", args=[name]))
    assert getattr(Watch.objects.get(), thing) is not None
    client.post(reverse(f"forums:unwatch_{thing}", args=[name]))
    assert Watch.objects.count() == 0


def test_the_board_says_how_it_is_ordered_and_leads_organizers_on(client):
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    client.force_login(make.organizer())

    page = text(client.get("/candidates/"))

    assert "each person counts once, and counts half as much for every 30 days" in page
    assert reverse("events:declare", args=[topic.pk]) in page


def test_a_topic_that_may_not_be_read_is_not_there_for_anything(client, ana):
    topic = make.topic(forum=make.forum(kind=Forum.Kind.HEALING))
    post = topic.posts.get()

    for action in ("reply", "nominate", "withdraw", "watch", "unwatch", "close", "hide", "pin"):
        assert client.post(f"/topics/{topic.pk}/{action}/", {"text": "x"}).status_code == 404
    for action in ("edit", "report", "hide", "unhide", "settle"):
        assert client.post(f"/posts/{post.pk}/{action}/", {"text": "x"}).status_code == 404
    for address in (topic.get_absolute_url(), topic.forum.get_absolute_url(), f"/posts/{post.pk}/history/"):
        assert client.get(address).status_code == 404


def test_a_topic_and_its_colab_lead_to_each_other(client, ana):
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    colab = make.colab(topic=topic)
    topics.schedule(topic, colab.ends_at)

    page = text(client.get(topic.get_absolute_url()))

    assert colab.get_absolute_url() in page
    assert "Suggest for a co-lab" not in page
    assert topic.get_absolute_url() in text(client.get(colab.get_absolute_url()))


def test_my_words_are_said_of_myself_alone(client):
    """R-OWN-WORDS, on cards and on the page of the topic."""
    topic = make.topic()
    ana, ben = make.participant(), make.participant()
    for person in (ana, ben):
        nominations.nominate(topic, person, intention="share", reason="We tried it.")

    client.force_login(ana)
    for address in ("/candidates/", topic.get_absolute_url()):
        said = text(client.get(address))
        assert said.count(">Share my experience</") == 1
        assert said.count(">Would share experience</") == 1


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_another_would_do_is_never_said_as_what_i_would_do(language):
    with translation.override(language):
        for intention in Intention:
            others = str(intention.of_another)
            assert others != str(intention.label)
            assert not re.search(r"\b(I|my|je|mon|sé|mi)\b", others, re.IGNORECASE)
