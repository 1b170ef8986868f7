"""The fold "The hour" of the forms that declare and edit a co-lab."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.hour import plan
from events.hour.planning import changes
from events.lifecycle.tests.plans import TYPED
from events.models import CoLab, Step
from events.registration import seats
from forums.models import Forum
from testing import make

pytestmark = pytest.mark.django_db
HOUR = {"host": "City of Laval", "host_offers": "Interpretation", "dial_in": "+1 555 0100", "keeps": "Ideas"}
AIM = {"dimension_1": "work", "objective_1": "We know where to begin."}


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)


def declare(client, topic=None, then="draft", **changed):
    address = reverse("events:declare", args=[(topic or make.topic()).pk])
    return client.post(address, TYPED | {"then": then} | changed)


def edit(client, colab, **changed):
    return client.post(reverse("events:edit", args=[colab.pk]), TYPED | changed)


def fold(response):
    return BeautifulSoup(response.content, "html.parser").select_one("details.fold")


def sheet_of(colab):
    return plan.sheet_of(colab, plan.steps_of(colab))


@pytest.mark.parametrize("kind", Forum.Kind.values)
def test_announcing_without_a_look_at_the_fold_takes_the_run_sheet_of_the_space(client, organizer, kind):
    """Check R-ALWAYS-A-RUN-SHEET: what was sent before there was a fold is enough."""
    topic = make.topic(forum=make.forum(kind=kind))
    make.membership(topic.forum, organizer)
    leads = make.membership(topic.forum, make.participant(), ready_at=timezone.now()).participant  # R-READY

    declare(client, topic, "announce", facilitator=leads.email)

    colab = CoLab.objects.get()
    assert colab.is_announced
    assert colab.steps.exists()
    assert sheet_of(colab) == topic.forum.rules.run_sheet


def test_the_fold_is_closed_and_filled_in(client, organizer):
    topic = make.topic(forum=make.forum(kind="lab"))

    page = client.get(reverse("events:declare", args=[topic.pk]))

    assert not fold(page).has_attr("open")
    checked = fold(page).select("[name=run_sheet][checked]")
    assert [choice["value"] for choice in checked] == ["hatch"]
    assert [field.get("value", "") for field in fold(page).select("[name^=objective_]")] == [""] * 4


def test_what_was_chosen_there_is_the_plan(client, organizer):
    declare(client, then="announce", run_sheet="circle", **HOUR, **AIM)

    colab = CoLab.objects.get()
    assert {name: getattr(colab, name) for name in HOUR} == HOUR
    assert sheet_of(colab) == "circle"
    assert changes.objectives_of(colab) == [("work", "We know where to begin.")]


def test_a_draft_keeps_what_was_chosen_until_it_is_announced(client, organizer):
    declare(client, run_sheet="hatch")
    colab = CoLab.objects.get()

    page = client.get(reverse("events:edit", args=[colab.pk]))
    client.post(reverse("events:announce", args=[colab.pk]))

    assert fold(page).select_one("[name=run_sheet][checked]")["value"] == "hatch"
    assert sheet_of(CoLab.objects.get()) == "hatch"


def test_a_refusal_in_the_fold_opens_it(client, organizer):
    response = declare(client, then="announce", is_brave="on")

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"care_note", "facilitator"}
    assert fold(response).has_attr("open")


def test_a_refusal_elsewhere_leaves_it_closed(client, organizer):
    response = declare(client, run_sheet="rounds", title="", dimension_1="me", dimension_2="us")

    assert response.status_code == 422
    assert fold(response).select_one("[name=run_sheet][checked]")["value"] == "rounds"


@pytest.mark.parametrize("changed", [{"run_sheet": "sing"}, {"dimension_1": "x"}, {"host": "x" * 151}])
def test_nonsense_in_the_fold_is_told_by_its_field(client, organizer, changed):
    response = declare(client, **changed)

    assert list(response.context["form"].errors) == list(changed)


def test_a_plan_sent_again_is_one_colab_and_one_with_other_objectives_another(client, organizer):
    """Check R-SENT-AGAIN."""
    topic = make.topic()
    first = declare(client, topic, run_sheet="circle", **AIM)

    assert declare(client, topic, run_sheet="circle", **AIM).url == first.url
    assert declare(client, topic, run_sheet="hatch", **AIM).url != first.url
    assert declare(client, topic, run_sheet="circle").url != first.url


# --- Editing


def announced(client, **changed):
    declare(client, then="announce", **changed)
    return CoLab.objects.get()


def test_editing_an_announced_colab_changes_its_plan(client, organizer):
    colab = announced(client, **AIM)

    response = edit(client, colab, run_sheet="what-works", care_note="Hard words.", objective_2="Trust")

    assert response.status_code == 302
    colab.refresh_from_db()
    assert (sheet_of(colab), colab.care_note) == ("what-works", "Hard words.")
    assert changes.objectives_of(colab) == [("us", "Trust")]


def test_own_steps_stay_unless_a_ready_run_sheet_is_chosen(client, organizer):
    colab = announced(client)
    changes.replace(colab, organizer, [Step(method="talk", minutes=50)], [], "")

    page = client.get(reverse("events:edit", args=[colab.pk]))
    assert fold(page).select_one("[name=run_sheet][checked]")["value"] == ""
    edit(client, colab, run_sheet="", question="Another?")
    assert [step.minutes for step in colab.steps.all()] == [50]

    edit(client, colab, run_sheet="circle")
    assert sheet_of(colab) == "circle"


def test_a_shorter_colab_has_shorter_steps(client, organizer):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    colab = announced(client, run_sheet="rounds")

    edit(client, colab, run_sheet="rounds", minutes="30")

    colab.refresh_from_db()
    assert sum(step.minutes for step in colab.steps.all()) == 30
    assert sheet_of(colab) == "rounds"


def test_an_objective_that_changed_meanwhile_is_told(client, organizer):
    """Check R-EDIT-CONFLICT."""
    colab = announced(client)
    form = client.get(reverse("events:edit", args=[colab.pk])).context["form"]
    changes.replace(colab, organizer, plan.steps_of(colab), [("me", "I know one way.")], "")

    response = edit(client, colab, begun=form["begun"].value(), title="Another title")

    assert response.status_code == 422
    assert "I know one way." in response.content.decode()


def test_an_hour_is_not_called_brave_behind_the_backs_of_those_who_registered(client, organizer):
    """Check R-BRAVE-HOUR."""
    colab = announced(client, facilitator=make.participant("Fay").name)
    seats.join(colab, make.participant())

    response = edit(client, colab, is_brave="on", care_note="Hard words.", facilitator="Fay")

    assert list(response.context["form"].errors) == ["is_brave"]


@pytest.mark.parametrize("name", ["events:colab", "events:index", "events:ics", "participants:export"])
def test_the_number_to_dial_in_stands_nowhere(client, organizer, name, time_machine):
    """Check R-ROOM-SECRET."""
    colab = announced(client, **HOUR)
    time_machine.move_to(colab.starts_at - timedelta(minutes=5))
    client.force_login(organizer)
    arguments = {"events:colab": [colab.pk, colab.slug], "events:ics": [colab.pk]}

    assert "555 0100" not in client.get(reverse(name, args=arguments.get(name, []))).content.decode()
