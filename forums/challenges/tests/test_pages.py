"""The statement at the head of a topic, its own page, and the box on a new topic."""

import pytest
from django.urls import reverse

from forums.challenges import challenges
from forums.models import Statement, Topic
from moderation.registry import kinds
from testing import make

pytestmark = pytest.mark.django_db
TYPED = {"title": "Evening hours", "text": "How?", "language": "en"}
WHOM = "People who work in the day"


@pytest.fixture
def topic():
    return make.challenge()


def page(client, topic):
    return client.get(f"/topics/{topic.pk}/statement/").text


# --- A new topic


def test_the_box_makes_a_topic_a_challenge(client, ana):
    """Check R-CHALLENGE-IS-A-TOPIC."""
    forum = make.forum()
    typed = TYPED | {"challenge": "on", "statement": "How might we open late?", "better_for": WHOM}

    for _ in range(2):
        answer = client.post(f"/forums/{forum.slug}/new/", typed)

    topic = Topic.objects.get()
    held = topic.statements.get()
    assert topic.is_challenge
    assert (held.number, held.text, held.better_for, held.by) == (1, "How might we open late?", WHOM, ana)
    shown = client.get(answer.url).text
    assert "How might we open late?" in shown
    assert WHOM in shown
    assert "Challenge" in client.get(forum.get_absolute_url()).text


def test_the_box_without_words_is_refused_and_keeps_what_was_typed(client, ana):
    typed = TYPED | {"challenge": "on", "statement": "", "better_for": WHOM}

    answer = client.post(f"/forums/{make.forum().slug}/new/", typed)

    assert answer.status_code == 422
    assert not Topic.objects.exists()
    for words in ("Say what the challenge is", "Evening hours", WHOM):
        assert words in answer.text


def test_without_the_box_it_is_a_topic_as_any(client, ana):
    client.post(f"/forums/{make.forum().slug}/new/", TYPED | {"statement": "How might we open late?"})

    topic = Topic.objects.get()
    assert not topic.is_challenge
    assert "The challenge" not in client.get(topic.get_absolute_url()).text


@pytest.mark.parametrize(("kind", "is_ticked"), [("open", False), ("lab", True)])
def test_the_box_is_ticked_in_a_lab_which_has_a_way_in(client, ana, kind, is_ticked):
    forum = make.forum(kind=kind)

    response = client.get(reverse("forums:new_topic", args=[forum.slug]))

    assert response.context["form"]["challenge"].initial is is_ticked
    about = client.get(reverse("forums:about", args=[forum.slug])).text
    assert ("Share a challenge" in about) is is_ticked


# --- Its pages


def test_all_versions_can_be_read_with_what_they_changed_and_why(client, topic):
    """Check R-STATEMENT-VERSIONS."""
    make.statement(topic, "How might we hear everybody?", number=2, why="All are meant.")

    shown = page(client, topic)

    assert "Version 2, and what changed" in client.get(topic.get_absolute_url()).text
    for words in ("Version 1", "Version 2", "All are meant.", "reach", "hear"):
        assert words in shown
    challenges.end(topic, topic.author)
    assert "is no challenge any more" in page(client, topic)
    assert "All are meant." in page(client, topic)


def test_the_author_takes_a_proposal_over_on_the_page_of_the_topic(client, topic):
    """Check R-STATEMENT-TAKEN-OVER."""
    made = challenges.propose(topic, make.participant(), "How might we hear all?", why="All are meant.")
    client.force_login(topic.author)

    shown = client.get(topic.get_absolute_url()).text
    assert "Take it over" in shown
    client.post(reverse("forums:take_over_statement", args=[made.pk]))

    assert challenges.in_force(topic) == made


def test_others_read_what_is_proposed_and_visitors_do_not(client, topic):
    """Check R-STATEMENT-TAKEN-OVER."""
    made = challenges.propose(topic, make.participant(), "How might we hear all?", why="All are meant.")
    assert "All are meant." not in page(client, topic)

    client.force_login(make.participant())

    assert "All are meant." in page(client, topic)
    assert "1 other wording is proposed" in client.get(topic.get_absolute_url()).text
    assert "Take it over" not in page(client, topic)
    for name in ("take_over", "decline", "take_back"):
        assert client.post(reverse(f"forums:{name}_statement", args=[made.pk])).status_code == 404


def test_somebody_proposes_a_wording_and_takes_it_back(client, ana, topic):
    typed = {"text": "How might we hear all?", "better_for": WHOM, "why": "All are meant.", "language": "en"}

    client.post(reverse("forums:propose_statement", args=[topic.pk]), typed)
    made = topic.statements.get(by=ana)
    assert "Take it back" in page(client, topic)
    client.post(reverse("forums:take_back_statement", args=[made.pk]))

    assert not topic.statements.open()


def test_a_proposal_without_a_reason_is_refused(client, ana, topic):
    typed = {"text": "How might we hear all?", "why": "", "language": "en"}

    answer = client.post(reverse("forums:propose_statement", args=[topic.pk]), typed)

    assert (answer.status_code, "How might we hear all?" in answer.text) == (422, True)


def test_what_was_answered_meanwhile_is_said(client, topic):
    made = challenges.propose(topic, make.participant(), "How might we hear all?")
    challenges.take_back(made, made.by)
    client.force_login(topic.author)

    answer = client.post(reverse("forums:take_over_statement", args=[made.pk]), follow=True)

    assert "does not stand any more" in answer.text


def test_its_author_makes_a_topic_a_challenge_later_and_none_any_more(client):
    """Check R-CHALLENGE-IS-A-TOPIC."""
    topic = make.topic()
    client.force_login(topic.author)
    address = reverse("forums:begin_challenge", args=[topic.pk])
    assert address in client.get(topic.get_absolute_url()).text

    client.post(address, {"text": "How might we open late?", "language": "en"})
    assert challenges.in_force(topic).text == "How might we open late?"
    client.post(reverse("forums:end_challenge", args=[topic.pk]))

    assert not Topic.objects.get().is_challenge
    client.force_login(make.participant())
    assert client.get(address).status_code == 404


def test_a_topic_that_never_was_a_challenge_has_no_statement(client):
    assert client.get(f"/topics/{make.topic().pk}/statement/").status_code == 404


def test_of_a_version_that_was_taken_out_the_reason_is_shown(client, topic):
    """Check R-STATEMENT-VERSIONS."""
    steward = make.membership(topic.forum, make.participant(), moderates=True).participant
    kinds["statement"].hide(topic.statements.get(), steward, "It names a client.")

    assert "It names a client." in page(client, topic)
    assert "reach everybody" not in page(client, topic)
    assert "Moderators have taken out what it said." in client.get(topic.get_absolute_url()).text
    client.force_login(steward)
    assert "reach everybody" in page(client, topic)


def test_words_of_two_lines_do_not_run_together_where_they_are_reported(client):
    """Check R-READABLE-INPUT: what one reports is quoted as it was typed, line by line."""
    topic = make.topic(is_challenge=True)
    statement = Statement.objects.create(
        topic=topic, by=topic.author, text="How might we rest?", better_for="Nurses"
    )
    client.force_login(make.participant())

    page = client.get(reverse("forums:report_statement", args=[statement.pk])).text

    assert "rest?Nurses" not in page
    assert "Nurses" in page
