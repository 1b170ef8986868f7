"""The verbs that change the plan of an hour."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.hour import plan
from events.hour.planning import changes
from events.lifecycle import colabs
from events.models import CoLab, Objective, RunningHour, Step
from participants.models import LimitCount
from testing import make

pytestmark = pytest.mark.django_db
AIMS = [("me", "I know one way to begin."), ("networks", "I know whom to ask.")]


@pytest.fixture
def colab():
    return make.colab(facilitator=make.participant())


def own(*minutes, method="talk"):
    return [Step(method=method, minutes=number) for number in minutes]


def stored(colab):
    return [(step.position, step.method, step.title, step.minutes) for step in colab.steps.all()]


def version(colab):
    return RunningHour.objects.filter(colab=colab).values_list("version", flat=True).first()


@pytest.mark.parametrize("role", ["organizer", "facilitator"])
def test_organizer_and_facilitator_write_a_plan_of_their_own(colab, role):
    steps = [Step(method="own", title="Sing", prompt="All together.", minutes=10), *own(50)]

    changes.replace(colab, getattr(colab, role), steps, AIMS, "A list of five ideas")

    colab.refresh_from_db()
    assert stored(colab) == [(1, "own", "Sing", 10), (2, "talk", "", 50)]
    assert changes.objectives_of(colab) == AIMS
    assert colab.keeps == "A list of five ideas"
    assert version(colab) == 2


def test_who_has_another_role_or_none_does_not(colab):
    colab.harvester = make.participant()
    colab.save(update_fields=["harvester"])

    for person in (colab.harvester, make.seated(colab).participant, make.organizer()):
        with pytest.raises(changes.Refused, match="Only those who organize or facilitate"):
            changes.replace(colab, person, own(60), [], "")
        with pytest.raises(changes.Refused, match="Only those who organize or facilitate"):
            changes.choose(colab, person, "circle")


def test_the_same_plan_again_changes_and_counts_nothing(colab):
    for _time in range(2):
        changes.replace(colab, colab.organizer, list(plan.steps_of(colab)), AIMS, "Ideas")

    assert version(colab) == 2
    assert LimitCount.objects.get(verb="plan").number == 1


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        ((40, 21), "The steps are 1 minute longer than the co-lab: 61 of 60."),
        ((60, 60, 60), "The steps are 120 minutes longer than the co-lab: 180 of 60."),
        ((), "An hour has at least one step."),
        ((1,) * 13, "An hour has at most 12 steps."),
    ],
)
def test_what_does_not_fit_is_refused_with_by_how_much(colab, minutes, sentence):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    with pytest.raises(changes.Refused) as refusal:
        changes.replace(colab, colab.organizer, own(*minutes), [], "")

    assert str(refusal.value) == sentence
    assert not Step.objects.exists()


def test_twelve_steps_that_fill_the_hour_are_taken(colab):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    changes.replace(colab, colab.organizer, own(*[5] * 12), [], "")

    assert sum(colab.steps.values_list("minutes", flat=True)) == 60


def test_steps_change_places_and_stay_what_they_are(colab):
    changes.take_sheet(colab, "rounds")
    first, second, *others = colab.steps.all()

    changes.replace(colab, colab.organizer, [second, first, *others], [], "")

    assert [step.pk for step in colab.steps.all()][:2] == [second.pk, first.pk]


def test_the_key_of_a_step_of_another_colab_is_a_new_step(colab):
    other = make.colab()
    changes.take_sheet(other, "rounds")
    theirs = other.steps.first()

    changes.replace(colab, colab.organizer, [Step(pk=theirs.pk, method="talk", minutes=9)], [], "")

    assert stored(colab) == [(1, "talk", "", 9)]
    assert other.steps.count() == 7
    assert other.steps.first().minutes == 5


def test_a_ready_run_sheet_takes_the_place_of_the_steps(colab):
    changes.replace(colab, colab.organizer, own(60), AIMS, "Ideas")

    changes.choose(colab, colab.facilitator, "circle")

    assert plan.sheet_of(colab, plan.steps_of(colab)) == "circle"
    assert changes.objectives_of(colab) == AIMS


def test_a_plan_is_not_changed_once_it_has_begun(colab, time_machine):
    time_machine.move_to(colab.starts_at)

    with pytest.raises(changes.Refused, match="It has started"):
        changes.replace(colab, colab.organizer, own(60), [], "")


def test_a_colab_that_was_called_off_has_no_plan_to_change():
    colab = make.colab(state=CoLab.State.CALLED_OFF)

    with pytest.raises(changes.Refused, match="called off"):
        changes.choose(colab, colab.organizer, "circle")


# --- When the length changes, or the co-lab is announced


def test_own_steps_are_scaled_when_the_colab_gets_shorter(colab):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    changes.replace(colab, colab.organizer, own(20, 40), [], "")
    before = version(colab)

    colabs.edit(colab, colab.organizer, minutes=30, unfriendly_reason="No other hour.")

    assert [minutes for _at, _method, _title, minutes in stored(colab)] == [10, 20]
    assert version(colab) > before


def test_more_steps_than_minutes_lose_the_last_ones(colab):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    changes.replace(colab, colab.organizer, own(*[5] * 12), [], "")

    colabs.edit(colab, colab.organizer, minutes=7, unfriendly_reason="No other hour.")

    assert [minutes for _at, _method, _title, minutes in stored(colab)] == [1] * 7


def test_during_the_hour_the_steps_fit_again_and_what_was_shown_stays_shown(colab, time_machine):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    changes.replace(colab, colab.organizer, own(20, 40), [], "")
    time_machine.move_to(colab.starts_at)
    colab.steps.filter(position=1).update(shown_at=timezone.now())
    colab.minutes = 45

    changes.fit(colab)
    changes.fit(colab)

    assert sum(colab.steps.values_list("minutes", flat=True)) == 45
    assert colab.steps.first().shown_at is not None
    assert version(colab) == 3


def test_a_ready_run_sheet_grows_with_the_hour():
    colab = make.colab(minutes=30)
    changes.take_sheet(colab, "hatch")

    colabs.edit(colab, colab.organizer, minutes=60, unfriendly_reason="No other hour.")

    colab.refresh_from_db()
    assert plan.sheet_of(colab, plan.steps_of(colab)) == "hatch"
    assert sum(colab.steps.values_list("minutes", flat=True)) == 60


def test_announcing_stores_a_run_sheet_that_nobody_wrote():
    """Check R-ALWAYS-A-RUN-SHEET."""
    start = timezone.now() + timedelta(days=10)
    colab = make.colab(state="draft", starts_at=start, unfriendly_reason="No other hour.")

    colabs.announce(colab, colab.organizer)

    assert sum(colab.steps.values_list("minutes", flat=True)) == 60


def test_announcing_leaves_steps_that_somebody_wrote():
    colab = make.colab(state="draft", unfriendly_reason="No other hour.")
    changes.replace(colab, colab.organizer, own(10), [], "")

    colabs.announce(colab, colab.organizer)

    assert stored(colab) == [(1, "talk", "", 10)]


# --- The database


@pytest.mark.parametrize("fields", [{"minutes": 0}, {"minutes": 61}])
def test_the_database_refuses_steps_of_no_length_or_too_long(colab, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(colab=colab, position=1, method="talk", **fields)


def test_the_database_refuses_a_fifth_objective(colab):
    with pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.create(colab=colab, position=5, dimension="us", text="More")


def test_the_database_refuses_a_brave_hour_without_a_care_note(colab):
    """Check R-BRAVE-HOUR."""
    with pytest.raises(IntegrityError), transaction.atomic():
        CoLab.objects.filter(pk=colab.pk).update(is_brave=True)
