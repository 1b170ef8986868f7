"""What is due of a trial: in the weekly note of its day, once more two weeks after, and then no more."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from learning.experiments import experiments
from participants.open_ends import registry
from testing import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "on_desk", "in_note"),
    [
        (-1, 0, 0),
        (0, 1, 1),
        (6, 1, 1),
        (7, 1, 0),
        (13, 1, 0),
        (14, 1, 1),
        (20, 1, 1),
        (21, 1, 0),
        (27, 1, 0),
        (28, 0, 0),
    ],
)
def test_it_is_asked_for_in_two_weeks(days, on_desk, in_note):
    """Check R-TOLD-IN-ITS-TOPIC."""
    experiment = make.experiment(make.topic())

    with time_machine.travel(timezone.now() + timedelta(days=30 + days)):
        assert len(registry.of(experiment.author)) == on_desk
        assert len(registry.for_note(experiment.author)) == in_note
        assert (experiment.author_id in registry.people()) == bool(in_note)


def test_what_is_told_is_not_asked_for():
    experiment = make.experiment(make.topic(), share_on=timezone.localdate())
    assert registry.for_note(experiment.author)

    experiments.tell(experiment.trials.get(), experiment.author, "early")

    assert not registry.for_note(experiment.author)


def made_healing(topic, person):
    make.healing(topic.forum)


def hidden_since(topic, person):
    topic.hidden_at = timezone.now()
    topic.save(update_fields=["hidden_at"])


def left(topic, person):
    topic.forum.is_public = False
    topic.forum.save(update_fields=["is_public"])


@pytest.mark.parametrize("since", [made_healing, hidden_since, left])
def test_nothing_is_due_of_what_one_may_not_read_any_more(since):
    """Check R-QUERY-PERMISSION and R-NO-EXPERIMENT-IN-HEALING: of trials, of uses, and of being named."""
    topic, person = make.topic(), make.participant()
    make.trial(make.experiment(topic, share_on=timezone.localdate()), person)
    old = timezone.now() - timedelta(days=185)
    make.use(make.output(topic), person, confirmed_at=old)
    make.output(topic).contributors.create(participant=person)
    assert len(registry.of(person)) == 3
    assert person.pk in registry.people()

    since(topic, person)

    assert registry.of(person) == []
    assert person.pk not in registry.people()
