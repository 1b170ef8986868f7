"""Pages of experiments: who reads them, and what stands on them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from learning.experiments import experiments
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
    assert SENTENCES["then"] in client.get(answer.url).text


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
