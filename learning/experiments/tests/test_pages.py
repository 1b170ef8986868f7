"""Pages of experiments: who reads them, and what stands on them."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from learning.experiments import experiments, shown
from learning.experiments.tests.test_experiments import SENTENCES, begun, in_a_month, taken_up
from learning.models import Experiment, Trial
from testing import make

pytestmark = pytest.mark.django_db


def page(client, experiment):
    return client.get(experiment.get_absolute_url())


def test_a_visitor_reads_an_experiment_of_a_public_space_and_no_other(client):
    """Check R-QUERY-PERMISSION."""
    private = make.forum(is_public=False)
    member = make.membership(private, make.participant()).participant
    inside = begun(member, make.topic(forum=private, author=member))

    assert page(client, begun()).status_code == 200
    assert page(client, inside).status_code == 404
    client.force_login(member)
    assert page(client, inside).status_code == 200
    assert len(client.get(reverse("learning:experiments")).context["experiments"]) == 2


def test_it_is_begun_on_a_page_that_keeps_what_was_typed(client):
    topic, person = make.topic(), make.participant()
    client.force_login(person)
    address = reverse("learning:begin_experiment", args=[topic.pk])
    fields = SENTENCES | {"share_on": in_a_month().isoformat(), "language": "en"}

    refused = client.post(address, fields | {"then": ""})
    assert refused.status_code == 422
    assert SENTENCES["if_we"] in refused.text
    answer = client.post(address, fields)

    assert answer.url == Experiment.objects.get().get_absolute_url()
    assert "fewer people will call" in client.get(answer.url).text


def test_one_press_offers_a_place(client):
    experiment = begun()
    person = make.participant(organization="Fictional Parks")
    client.force_login(person)

    client.post(reverse("learning:offer_trial", args=[experiment.pk]), {})

    trial = experiment.trials.get(participant=person)
    assert (trial.state, trial.organization) == ("offered", "Fictional Parks")
    client.force_login(experiment.author)
    assert "Yes, test it there" in page(client, experiment).text


@pytest.mark.parametrize("showed", Trial.Showed.values)
def test_the_four_answers_look_alike(client, showed):
    """Check R-SAME-SIZE: the same markup around each, whatever it says; one word each."""
    trials = {value: taken_up(begun()) for value in (showed, "yes")}
    marks = {}
    for value, trial in trials.items():
        experiments.tell(trial, trial.participant, value)
        told = BeautifulSoup(page(client, trial.experiment).text, "html.parser")
        mark = told.select_one(f"#trial-{trial.pk} .status")
        marks[value] = str(mark).replace(mark.text, "…")
        assert len(mark.text.split()) == 1

    assert len(set(marks.values())) == 1


def test_if_and_then_cannot_be_changed_any_more_once_told(client):
    """Check R-IF-THEN-FIXED."""
    experiment = begun()
    experiments.tell(experiment.trials.get(), experiment.author, "no", learnt="Nobody read it.")
    client.force_login(experiment.author)

    form = client.get(reverse("learning:change_experiment", args=[experiment.pk])).context["form"]

    assert not {"if_we", "then"} & set(form.fields)


def test_another_way_to_try_it_begins_with_its_sentences_and_links_back(client):
    """Check R-LINKS-BACK."""
    experiment = begun()
    client.force_login(make.participant())
    address = reverse("learning:begin_experiment", args=[experiment.topic_id])
    shown = client.get(f"{address}?follows={experiment.pk}")
    assert shown.context["form"]["then"].value() == experiment.then

    sent = SENTENCES | {"then": "then it is quicker", "share_on": in_a_month().isoformat(), "language": "en"}
    answer = client.post(f"{address}?follows={experiment.pk}", sent)

    assert experiment.get_absolute_url() in client.get(answer.url).text
    assert answer.url in page(client, experiment).text


@pytest.mark.parametrize("typed", ["If we write shorter", "if we … write shorter", "Si nous write shorter"])
def test_the_beginning_of_a_sentence_is_not_said_twice(client, typed):
    topic = make.topic()
    client.force_login(make.participant())
    fields = SENTENCES | {"if_we": typed, "share_on": in_a_month().isoformat(), "language": "en"}

    client.post(reverse("learning:begin_experiment", args=[topic.pk]), fields)

    assert str(Experiment.objects.get()) == "If we write shorter"


def test_it_remembers_the_hour_and_the_experiment_it_comes_from_when_it_is_sent(client):
    """Check R-LINKS-BACK: a browser sends the form to the address that it names."""
    colab = make.held_colab()
    client.force_login(make.participant())
    address = reverse("learning:begin_experiment", args=[colab.topic_id])
    action = BeautifulSoup(client.get(f"{address}?colab={colab.pk}").text, "html.parser").select_one(
        "main form"
    )["action"]

    client.post(action, SENTENCES | {"share_on": in_a_month().isoformat(), "language": "en"})

    assert Experiment.objects.get().colab == colab


def test_what_is_not_told_four_weeks_after_its_day_says_so_in_the_same_mark(client):
    """Check R-SAME-SIZE and R-TOLD-IN-ITS-TOPIC."""
    experiment = begun()
    with time_machine.travel(timezone.now() + timedelta(days=30 + 28, hours=1)):
        told = BeautifulSoup(page(client, experiment).text, "html.parser")
    assert told.select_one("article .status").text == "not told yet"


def test_what_is_hidden_stands_in_no_list_and_says_so_to_whoever_wrote_it(client):
    topic, keeper = make.topic(), make.moderator()
    hidden = {"hidden_at": timezone.now(), "hidden_by": keeper, "hidden_reason": "It names a client."}
    experiment, told = make.experiment(topic, **hidden), make.experiment(topic)
    trial = make.trial(told, showed="no", **hidden)
    output = make.output(topic, **hidden)

    for person in (keeper, experiment.author):
        client.force_login(person)
        for address in (reverse("learning:experiments"), topic.get_absolute_url()):
            page = client.get(address, follow=True).text
            assert experiment.get_absolute_url() not in page
            assert output.title not in page
    client.force_login(trial.participant)
    assert "It names a client." in client.get(told.get_absolute_url()).text


def test_a_hidden_place_is_seen_by_who_told_it_and_by_who_hides():
    keeper, told = make.moderator(), make.participant()
    experiment = make.experiment(make.topic())
    hidden = {"hidden_at": timezone.now(), "hidden_by": keeper, "hidden_reason": "It names a client."}
    trial = make.trial(experiment, told, showed="no", **hidden)
    readers = {
        "who told": told,
        "who hides": keeper,
        "its author": experiment.author,
        "another": make.participant(),
    }
    seen = {name for name, reader in readers.items() if trial in shown.trials(experiment, reader)}
    assert seen == {"who told", "who hides"}
    assert trial not in shown.trials(experiment, AnonymousUser())


def test_what_was_told_on_two_pages_is_not_replaced_unseen(client):
    """Check R-EDIT-CONFLICT."""
    trial = make.trial(make.experiment(make.topic()), showed="yes", learnt="It helped.")
    client.force_login(trial.participant)
    address = reverse("learning:tell_trial", args=[trial.pk])
    begun = BeautifulSoup(client.get(address).text, "html.parser").select_one("[name=begun]")["value"]
    sent = {"showed": "no", "learnt": "It did not.", "language": "en"}
    assert client.post(address, sent | {"begun": begun}).status_code == 302

    answer = client.post(address, sent | {"learnt": "Or so.", "begun": begun})

    assert answer.status_code == 422
    assert "It did not." in answer.text
    assert "Or so." in answer.text
    stands = dict(answer.context["form"].theirs)
    assert list(stands) == [
        *("Did it lead to what you expected?", "What did you learn?", "Where more can be read"),
        "Language you write in",
    ]  # and not whether it is to be posted, which is kept nowhere
    trial.refresh_from_db()
    assert trial.learnt == "It did not."
