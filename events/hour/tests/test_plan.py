"""Which run sheet an hour has, and what people read of it."""

import pytest

from events.hour import became, methods, plan
from events.hour.planning import changes
from events.hour.run_sheets import RUN_SHEETS
from events.models import Step
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def something_came_of_it(monkeypatch):
    line = ("Write down who waits", "Two counters do it.", "en")
    monkeypatch.setitem(became.sources, "for this test", lambda colab: [line])
    return line


def pairs(steps):
    return [(step.method, step.minutes) for step in steps]


@pytest.mark.parametrize("kind", ["open", "practice", "learning", "healing", "lab"])
def test_a_colab_announced_before_there_were_plans_has_the_steps_of_its_kind_of_space(kind):
    """Check R-ALWAYS-A-RUN-SHEET."""
    colab = make.colab(topic=make.topic(forum=make.forum(kind=kind)))

    steps = plan.steps_of(colab)

    assert pairs(steps) == list(RUN_SHEETS[colab.topic.forum.rules.run_sheet].steps)
    assert not Step.objects.exists()


def test_a_follow_up_begins_with_what_became_of_it_and_takes_the_minutes_from_the_talk(something_came_of_it):
    held = make.held_colab()
    colab = make.colab(topic=held.topic, follows=held)

    steps = plan.steps_of(colab)

    assert pairs(steps)[0] == (methods.BECAME, 3)
    assert sum(step.minutes for step in steps) == 60
    assert dict(pairs(steps))["talk"] == dict(RUN_SHEETS["rounds"].steps)["talk"] - 3
    assert plan.sheet_of(colab, steps) == "rounds"


def test_without_a_lineage_nothing_became_of_it(something_came_of_it):
    assert plan.steps_of(make.colab())[0].method == "arrive"


@pytest.mark.parametrize("sheet", RUN_SHEETS)
@pytest.mark.parametrize("minutes", [60, 45, 20])
def test_a_ready_run_sheet_is_known_again_in_an_hour_of_any_length(sheet, minutes):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    colab = make.colab(minutes=minutes)

    changes.take_sheet(colab, sheet)

    steps = plan.steps_of(colab)
    assert sum(step.minutes for step in steps) <= minutes
    assert plan.sheet_of(colab, steps) == sheet


def test_steps_that_somebody_changed_are_no_ready_run_sheet():
    colab = make.colab()
    changes.take_sheet(colab, "rounds")
    Step.objects.filter(colab=colab, position=1).update(prompt="Say your name.")

    assert plan.sheet_of(colab, plan.steps_of(colab)) == ""


def test_people_read_what_somebody_wrote_and_else_the_card():
    colab = make.colab()
    written = Step(colab=colab, method="round", title="Once around", prompt="Say one thing.", minutes=5)
    unwritten = Step(colab=colab, method="round", minutes=5)
    own = Step(colab=colab, method=methods.OWN, title="Sing", minutes=5)
    gone = Step(colab=colab, method="a card of former times", minutes=5)

    shown = [(str(each.title), str(each.sentence)) for each in plan.shown([written, unwritten, own, gone])]

    assert shown[0] == ("Once around", "Say one thing.")
    assert shown[1][1].startswith("One after the other")
    assert shown[2] == ("Sing", "")
    assert shown[3][0] == "A step of your own"
