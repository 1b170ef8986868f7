"""How far a challenge has come: against an oracle that is written out, and what is shown of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from followups import timeline
from learning.models import Output, Trial
from learning.stages.stages import Stage, challenges
from testing import make

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
OWN = "Fictional Parks"
PLACES = ("Fictional Clerk", "fictional  CLERK", "Fictional Transit", OWN, "")
EVENTS = (
    "a co-lab ahead",
    "a co-lab held",
    "an idea",
    "an idea for its writer alone",
    "another wording",
    "a proposal",
    "a place offered",
    "a place that tests",
    "a place that told",
    "a place that told and was hidden",
    "a draft",
    "an output",
    "a hidden output",
)
USES = (*(f"used at {place!r}" for place in PLACES), "used long ago at 'Fictional Housing'")


def happen(topic, history):
    """Write the rows of a history."""
    maker = make.participant(organization=OWN)
    shown = None
    for event in history:
        match event:
            case "a co-lab ahead":
                make.colab(topic=topic)
            case "a co-lab held":
                make.held_colab(topic=topic)
            case "an idea":
                make.note(make.colab(topic=topic, starts_at=timezone.now()), kind="idea")
            case "an idea for its writer alone":
                make.note(make.colab(topic=topic, starts_at=timezone.now()), kind="idea", audience="me")
            case "another wording":
                make.statement(topic, "How else?", number=topic.statements.filter(number__gt=0).count() + 1)
            case "a proposal":
                make.statement(topic, "How else?", number=None)
            case "a place offered":
                _tried(topic, state="offered")
            case "a place that tests":
                _tried(topic)
            case "a place that told":
                _tried(topic, showed="no")
            case "a place that told and was hidden":
                _tried(topic, showed="yes", hidden_at=timezone.now())
            case "a draft":
                make.output(topic, maker, is_published=False)
            case "an output":
                shown = make.output(topic, maker)
            case "a hidden output":
                make.output(topic, maker, hidden_at=timezone.now())
            case used if shown:
                _use(shown, used)


def _tried(topic, **fields):
    experiment = make.experiment(topic)
    Trial.objects.all().filter(experiment=experiment).delete()
    make.trial(experiment, **fields)


def _use(output, used):
    ago = timedelta(days=900 if "long ago" in used else 1)
    person = make.participant(organization=used.split("'")[1])
    make.use(output, person, confirmed_at=timezone.now() - ago)


def oracle(history):
    """Return the stage that follows from a history, by the words of the rule."""
    first = history.index("an output") if "an output" in history else len(history)
    used = {event for event in history[first:] if event.startswith("used")}
    places = {used.split("'")[1].casefold().replace("  ", " ") for used in used} - {"", OWN.casefold()}
    if len(places) >= 2:
        return Stage.SPREADING
    if "an output" in history:
        return Stage.FIRST
    if {"a place that tests", "a place that told"} & set(history):
        return Stage.TRIED
    if {"a co-lab held", "an idea", "another wording"} & set(history):
        return Stage.THOUGHT
    return Stage.NAMED


class Histories(TestCase):
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.sampled_from(EVENTS + USES), max_size=9, unique=True))
    def test_the_stage_of_a_history_is_that_of_the_oracle(self, history):
        """Check R-STAGES-ARE-FACTS."""
        topic = make.challenge()
        happen(topic, history)

        assert challenges(VISITOR).get(pk=topic.pk).stage == oracle(history)


def test_two_spellings_of_one_organization_are_one_place():
    topic = make.challenge()
    happen(topic, ["an output", "used at 'Fictional Clerk'", "used at 'fictional  CLERK'"])

    assert challenges(VISITOR).get().stage == Stage.FIRST
    assert Output.objects.get().uses.elsewhere().count() == 2


def test_no_stage_falls_because_nobody_pressed():
    """Check R-STAGES-ARE-FACTS: what was used and is not confirmed, or has ended, stays a spread."""
    topic = make.challenge()
    output = make.output(topic)
    for _each in range(2):
        make.use(output, ended_at=timezone.now(), confirmed_at=timezone.now() - timedelta(days=900))

    assert challenges(VISITOR).get().stage == Stage.SPREADING


# --- Pages


def test_the_page_shows_each_challenge_in_its_list(client):
    named, tried = make.challenge(), make.challenge()
    _tried(tried)

    lists = {
        stage: topics for stage, topics, _more in client.get(reverse("learning:challenges")).context["lists"]
    }

    assert lists == {stage: {1: [named], 3: [tried]}.get(stage.value, []) for stage in Stage}


def test_what_is_more_than_a_list_holds_stands_on_a_page_of_its_stage(client):
    found = [make.challenge() for _each in range(7)]
    address = reverse("learning:challenges")

    assert "?stage=1" in client.get(address).text
    assert list(client.get(f"{address}?stage=1").context["page"]) == found[::-1]
    assert list(client.get(f"{address}?stage=2").context["page"]) == []
    assert client.get(f"{address}?stage=9").context["lists"]


def test_a_space_shows_its_own_and_what_one_may_not_read_is_nowhere(client):
    """Check R-QUERY-PERMISSION and R-NO-CHALLENGE-IN-HEALING."""
    lab, private, healing = make.forum(kind="lab"), make.forum(is_public=False), make.forum(kind="healing")
    own, _other = make.challenge(forum=lab), make.challenge()
    for forum in (private, healing):
        make.challenge(forum=forum)
    address = reverse("learning:challenges_of_space", args=[lab.slug])

    shown = client.get(address)
    assert [topic for _stage, topics, _more in shown.context["lists"] for topic in topics] == [own]
    assert challenges(VISITOR).count() == 2
    assert address in client.get(lab.get_absolute_url()).text
    for forum in (private, healing):
        assert client.get(reverse("learning:challenges_of_space", args=[forum.slug])).status_code == 404


# --- The story of a topic


def test_the_story_of_a_topic_says_when_it_was_tried_and_used_elsewhere():
    topic = make.topic()
    assert [step.label for step in timeline.of_topic(topic, 0, [])][-1] == "Follow-up"
    make.trial(make.experiment(topic), showed="no")
    output = make.output(topic)
    make.use(output, output.author)
    make.use(output)

    steps = {step.label: step for step in timeline.of_topic(topic, 0, [])}

    assert [steps[label].state for label in ("Tried", "Used elsewhere")] == ["done", "done"]
    assert steps["Used elsewhere"].url == output.get_absolute_url()
    assert list(steps)[:4] == ["Topic", "Tried", "Used elsewhere", "Suggested for a co-lab"]


def test_what_is_hidden_is_no_step():
    topic = make.topic()
    make.trial(make.experiment(topic, hidden_at=timezone.now()), showed="no")
    make.use(make.output(topic, hidden_at=timezone.now()))

    assert not {step.label for step in timeline.of_topic(topic, 0, [])} & {"Tried", "Used elsewhere"}
