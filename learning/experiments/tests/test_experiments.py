"""The verbs of experiments and of the places that test them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from forums.models import Topic
from forums.topics import topics
from learning.experiments import experiments
from learning.models import Experiment, Trial
from mailing.models import Message
from participants.privacy.erasure import erase
from testing import make

pytestmark = pytest.mark.django_db
SENTENCES = {
    "if_we": "If we put the date at the top of the letter",
    "then": "then fewer people will call",
    "test_by": "we send two hundred letters and count the calls",
    "share_by": "a reply here",
}


def in_a_month():
    return timezone.localdate() + timedelta(days=30)


def begun(author=None, topic=None, **fields):
    author = author or make.participant(organization="Fictional Water Board")
    return experiments.begin(topic or make.topic(), author, share_on=in_a_month(), **SENTENCES | fields)


def taken_up(experiment):
    trial = experiments.offer(experiment, make.participant(organization="Fictional Parks"), "Three counters")
    experiments.take_up(trial, experiment.author)
    return Trial.objects.get(pk=trial.pk)


def mails(kind):
    return list(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


# --- Beginning


def test_an_experiment_belongs_to_a_topic_and_its_author_has_the_first_trial():
    """Check R-EXPERIMENT-OF-A-TOPIC."""
    experiment = begun()

    trial = experiment.trials.get()
    assert (trial.participant, trial.state) == (experiment.author, Trial.State.TAKEN_UP)
    assert trial.organization == "Fictional Water Board"
    with pytest.raises(IntegrityError), transaction.atomic():
        Experiment.objects.create(author=experiment.author, share_on=in_a_month(), **SENTENCES)


def test_begun_twice_it_is_one():
    """Check R-SENT-AGAIN."""
    topic, author = make.topic(), make.participant()

    assert begun(author, topic) == begun(author, topic)
    assert Trial.objects.count() == 1


def test_nothing_is_tried_from_a_community_of_healing():
    """Check R-NO-EXPERIMENT-IN-HEALING."""
    forum = make.forum(kind="healing")
    member = make.membership(forum, make.participant()).participant

    with pytest.raises(experiments.Refused):
        begun(member, make.topic(forum=forum))
    assert not Experiment.objects.exists()


@pytest.mark.parametrize("state", [{"closed_at": timezone.now()}, {"hidden_at": timezone.now()}])
def test_nor_in_a_topic_that_is_closed_or_hidden(state):
    topic = make.topic()
    Topic.objects.filter(pk=topic.pk).update(**state)

    with pytest.raises(experiments.Refused, match="closed"):
        begun(topic=topic)


@pytest.mark.parametrize("days", [-1, 731])
def test_it_is_to_be_told_on_a_day_ahead(days):
    with pytest.raises(experiments.Refused, match="Choose a date"):
        experiments.begin(
            make.topic(),
            make.participant(),
            share_on=timezone.localdate() + timedelta(days=days),
            **SENTENCES,
        )


# --- Changing


def test_what_is_expected_is_fixed_once_a_place_has_told():
    """Check R-IF-THEN-FIXED: how it is tested and when it is told can still change."""
    experiment = begun()
    experiments.change(experiment, experiment.author, then="then more people will come")
    experiments.tell(experiment.trials.get(), experiment.author, "no")

    for name in ("if_we", "then"):
        with pytest.raises(experiments.Refused, match="Begin another"):
            experiments.change(experiment, experiment.author, **{name: "something else"})
    experiments.change(experiment, experiment.author, share_by="a talk")

    experiment.refresh_from_db()
    assert (experiment.then, experiment.share_by) == ("then more people will come", "a talk")


def test_nobody_else_changes_it():
    with pytest.raises(experiments.Refused, match="Only whoever began it"):
        experiments.change(begun(), make.participant(), then="then nothing")


# --- Places that test it


def test_a_place_is_offered_by_one_press_and_taken_up_by_the_author():
    experiment = begun()
    person = make.participant(organization="Fictional Parks")
    trial = experiments.offer(experiment, person)
    assert experiments.offer(experiment, person) == trial
    assert (trial.organization, trial.state) == ("Fictional Parks", Trial.State.OFFERED)
    assert mails("trial-offered") == [experiment.author_id]

    with pytest.raises(experiments.Refused, match="Only whoever began"):
        experiments.take_up(trial, person)
    for _press in range(2):
        experiments.take_up(trial, experiment.author)
    assert mails("trial-taken-up") == [person.pk]


def test_where_and_when_are_in_the_language_of_whoever_offers_the_place():
    trial = experiments.offer(begun(), make.participant(language="fr"), "Trois guichets", "en mai")
    assert trial.language == "fr"


def test_a_place_is_taken_back_until_it_is_told():
    trial = taken_up(begun())
    experiments.withdraw(trial, trial.participant)
    again = experiments.offer(trial.experiment, trial.participant)
    assert (again.pk, again.state) == (trial.pk, Trial.State.OFFERED)

    experiments.take_up(again, again.experiment.author)
    assert len(mails("trial-offered")) == len(mails("trial-taken-up")) == 2
    experiments.tell(again, again.participant, "yes", learnt="It helped.")
    with pytest.raises(experiments.Refused, match="told already"):
        experiments.withdraw(again, again.participant)


def test_where_its_author_has_left_a_place_tests_it_at_once():
    experiment = begun()
    offered = experiments.offer(experiment, make.participant())
    erase(experiment.author)

    offered.refresh_from_db()
    assert offered.state == Trial.State.TAKEN_UP
    experiment.author.refresh_from_db()
    assert experiments.offer(experiment, make.participant()).state == Trial.State.TAKEN_UP


# --- Telling


def test_each_place_tells_its_own():
    """Check R-EACH-TELLS."""
    trial = taken_up(begun())

    with pytest.raises(experiments.Refused, match="its own"):
        experiments.tell(trial, trial.experiment.author, "yes")
    experiments.tell(trial, trial.participant, "partly", learnt="Only on *Mondays*.")

    trial.refresh_from_db()
    assert (trial.state, trial.showed) == ("told", "partly")
    assert "<em>Mondays</em>" in trial.learnt_html


def test_a_place_that_was_not_taken_up_tells_nothing():
    trial = experiments.offer(begun(), make.participant())

    with pytest.raises(experiments.Refused, match="has not taken your place up"):
        experiments.tell(trial, trial.participant, "yes")


def test_telling_it_posts_a_reply_once_unless_its_teller_does_not_want_that():
    """Check R-TOLD-IN-ITS-TOPIC."""
    told, silent = (taken_up(begun()) for _each in range(2))
    for showed in ("no", "partly"):
        experiments.tell(told, told.participant, showed, learnt="The calls came a week later.")
    experiments.tell(silent, silent.participant, "yes", learnt="All went well.", in_topic=False)

    [post] = told.experiment.topic.posts.filter(author=told.participant)
    assert "No" in post.text
    assert "The calls came a week later." in post.text
    assert not silent.experiment.topic.posts.filter(author=silent.participant).exists()


def test_what_cannot_be_posted_is_not_told_by_half():
    """Check R-READABLE-INPUT: the topic was closed meanwhile."""
    trial = taken_up(begun())
    topics.close(trial.experiment.topic)

    with pytest.raises(topics.Refused):
        experiments.tell(trial, trial.participant, "yes", learnt="It helped.")
    trial.refresh_from_db()
    assert trial.state == Trial.State.TAKEN_UP
    experiments.tell(trial, trial.participant, "yes", learnt="It helped.", in_topic=False)


def test_a_told_trial_says_what_it_showed():
    trial = taken_up(begun())
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.filter(pk=trial.pk).update(state="told", told_at=timezone.now())
