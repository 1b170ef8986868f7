"""An hour that is led: what each press does, and where the hour stands after it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from events.hour import course as courses
from events.hour import hours, plan
from events.models import RunningHour
from testing import make

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def under_way(minutes=10, **fields):
    return make.colab(starts_at=timezone.now() - minutes * MINUTE, **fields)


def press(verb, colab, by=None):
    """Press a button of a page that is up to date."""
    return hours.VERBS[verb](colab, by or colab.organizer, courses.of(colab).place)


def titles(colab):
    course = courses.of(colab)
    return course.index, course.is_led


def lengths(colab):
    return list(colab.steps.values_list("minutes", flat=True))


def test_without_anybody_pressing_anything_it_goes_by_its_clock():
    """Check R-BY-THE-CLOCK and R-WORKED-OUT: nothing is stored, and a step follows the other."""
    colab = under_way(0)

    def at(minutes):
        course = courses.of(colab, colab.starts_at + minutes * MINUTE)
        return course.index if course.step else course.is_over

    assert [at(minutes) for minutes in (0, 4.9, 5, 8, 27.9, 28, 59.9, 60)] == [0, 0, 1, 2, 2, 3, 6, True]
    assert not courses.of(colab, colab.starts_at - MINUTE).is_over
    assert not RunningHour.objects.exists()
    assert not colab.steps.exists()


def test_begin_begins_with_the_first_step_and_what_is_late_is_shortened():
    colab = under_way(10)

    assert press("begin", colab)

    course = courses.of(colab)
    assert (course.index, course.is_led) == (0, True)
    assert course.running.begun_by == colab.organizer
    left = courses.fitted(colab, course.steps, course.began_at)
    assert sum(left) == 49  # of sixty, ten minutes and some moments late
    assert course.until == course.began_at + left[0] * MINUTE
    assert not press("begin", colab)


def test_next_and_back_move_by_one_step_and_take_over_from_the_clock():
    colab = under_way(10)

    assert press("forward", colab)
    assert titles(colab) == (3, True)
    assert press("back", colab)
    assert titles(colab) == (2, True)


def test_at_either_end_next_and_back_do_nothing():
    colab = under_way(1)
    press("begin", colab)

    assert not press("back", colab)
    for _step in range(6):
        assert press("forward", colab)
    assert not press("forward", colab)
    assert titles(colab) == (6, True)


def test_next_pressed_twice_moves_once():
    """Check R-NEXT-ONCE: pressed where the hour no longer stands, it does nothing, also after a way back."""
    colab, facilitator = under_way(10), make.participant()
    type(colab).objects.filter(pk=colab.pk).update(facilitator=facilitator)
    place = courses.of(colab).place

    assert hours.forward(colab, colab.organizer, place)
    assert not hours.forward(colab, facilitator, place)
    assert titles(colab) == (3, True)
    press("back", colab)
    assert not hours.forward(colab, facilitator, place)
    assert titles(colab) == (2, True)


def test_a_note_that_arrives_meanwhile_keeps_nobody_from_going_on():
    colab = under_way(10)
    place = courses.of(colab).place
    courses.touch(colab)

    assert hours.forward(colab, colab.organizer, place)


def test_a_step_that_the_clock_has_left_is_not_left_again():
    """Check R-NEXT-ONCE, where the clock was quicker than the hand."""
    colab = under_way(10)
    seen_then = courses.of(colab, timezone.now() - 3 * MINUTE)

    assert seen_then.index == 1
    assert not hours.forward(colab, colab.organizer, seen_then.place)


def test_two_minutes_more_are_taken_from_the_steps_that_follow():
    """Check R-EXTRA-MINUTES."""
    colab = under_way(10)
    until = courses.of(colab).until

    assert press("extend", colab)
    assert lengths(colab) == [5, 3, 22, 13, 7, 5, 5]
    assert courses.of(colab).until == until + 2 * MINUTE


def test_two_minutes_more_are_two_from_now_where_the_step_ran_over():
    """Check R-EXTRA-MINUTES."""
    colab = under_way(30)
    press("back", colab)  # to the round, for what is left of it
    RunningHour.objects.update(step_began_at=timezone.now() - 22 * MINUTE)
    late = courses.of(colab).until
    assert late < timezone.now()

    assert press("extend", colab)
    assert 1 * MINUTE < courses.of(colab).until - timezone.now() <= 2 * MINUTE + MINUTE


def test_the_last_step_gets_no_more_and_keeps_three_minutes():
    """Check R-EXTRA-MINUTES."""
    colab = under_way(1)
    press("begin", colab)
    for _step in range(5):
        press("forward", colab)
    while press("extend", colab):
        pass

    assert lengths(colab)[-1] == 3
    assert not hours.may_extend(courses.of(colab))
    press("forward", colab)
    assert not press("extend", colab)


def test_what_was_written_in_silence_appears_when_the_step_is_left_or_when_it_is_shown():
    """Check R-WRITTEN-IN-SILENCE."""
    colab = under_way(6)
    plan.fix(colab)
    silent = colab.steps.get(method="silent")
    assert silent.pk not in courses.of(colab).shown_steps

    assert press("show", colab)
    assert silent.pk in courses.of(colab).shown_steps
    assert not press("show", colab)

    other = under_way(6)
    press("forward", other)
    press("back", other)
    assert other.steps.get(method="silent").pk in courses.of(other).shown_steps


def test_what_has_appeared_by_the_clock_does_not_vanish_when_somebody_begins():
    """Check R-WRITTEN-IN-SILENCE."""
    colab = under_way(10)
    press("begin", colab)

    assert colab.steps.get(method="silent").pk in courses.of(colab).shown_steps


def test_an_hour_that_was_finished_can_be_gone_back_into():
    colab = under_way(10)

    assert press("finish", colab)
    assert courses.of(colab).is_over
    assert not press("finish", colab)
    assert not press("forward", colab)
    assert press("back", colab)
    assert titles(colab) == (2, True)


def test_an_hour_whose_steps_have_passed_before_its_time_can_be_gone_back_into():
    circle = make.forum(kind="healing")
    organizer = make.organizer()
    make.membership(circle, organizer)
    colab = under_way(57, topic=make.topic(forum=circle), organizer=organizer)
    assert courses.of(colab).is_over

    assert press("back", colab)
    assert courses.of(colab).method.modes == ("pulse",)


@pytest.mark.parametrize("minutes", [-10, 61, 80])
@pytest.mark.parametrize("verb", list(hours.VERBS))
def test_before_the_start_and_after_the_end_nothing_moves(verb, minutes):
    assert not press(verb, under_way(minutes))


def test_the_organizer_and_the_facilitator_lead_and_nobody_else():
    colab = under_way(10, facilitator=make.participant(), harvester=make.participant())
    seated = make.seated(colab).participant

    assert hours.leads(colab, colab.organizer)
    assert press("forward", colab, by=colab.facilitator)
    for person in (colab.harvester, seated, make.staff(), make.organizer()):
        with pytest.raises(hours.Refused):
            press("forward", colab, by=person)


def test_a_step_that_was_begun_has_a_beginning():
    colab = under_way(10)
    plan.fix(colab)

    with pytest.raises(IntegrityError), transaction.atomic():
        RunningHour.objects.create(colab=colab, step=colab.steps.first())


class Leading(RuleBasedStateMachine):
    """Any presses at any moment of an hour, on pages that are up to date or not."""

    def __init__(self):
        super().__init__()
        self.colab = make.colab(starts_at=timezone.now() - 5 * MINUTE)
        self.old = courses.of(self.colab)
        self.shown = set()

    @rule(verb=strategies.sampled_from(list(hours.VERBS)))
    def press(self, verb):
        before = courses.of(self.colab)
        changed = press(verb, self.colab)
        after = courses.of(self.colab)
        assert (after.version > before.version) == changed
        self.old = before

    @rule(verb=strategies.sampled_from(["begin", "forward", "back", "extend", "finish"]))
    @precondition(lambda self: self.old.place != courses.of(self.colab).place)
    def press_on_an_old_page(self, verb):
        """Check R-NEXT-ONCE."""
        before = courses.of(self.colab).place
        assert not hours.VERBS[verb](self.colab, self.colab.organizer, self.old.place)
        assert courses.of(self.colab).place == before

    @rule(minutes=strategies.integers(1, 6))
    def time_passes(self, minutes):
        later = minutes * MINUTE
        fields = ("starts_at", "ends_at")
        for name in fields:
            setattr(self.colab, name, getattr(self.colab, name) - later)
        self.colab.save(update_fields=fields)
        running = RunningHour.objects.filter(colab=self.colab).first()
        if running and running.step_began_at:
            running.step_began_at -= later
            running.save(update_fields=["step_began_at"])

    @invariant()
    def steps_fit_within_the_hour(self):
        """Check R-STEPS-WITHIN-THE-HOUR."""
        assert sum(step.minutes for step in courses.of(self.colab).steps) <= self.colab.minutes

    @invariant()
    def it_stands_in_one_step_or_is_over(self):
        course = courses.of(self.colab)
        assert (course.step is None) == course.is_over
        assert course.changes_at > timezone.now() or self.colab.has_ended
        if course.step and course.until > timezone.now():
            assert course.until <= max(self.colab.ends_at, timezone.now() + MINUTE)

    @invariant()
    def what_has_appeared_stays(self):
        """Check R-WRITTEN-IN-SILENCE."""
        alone = {step.pk for step in self.colab.steps.filter(method="silent")}
        shown = courses.of(self.colab).shown_steps & alone
        assert self.shown <= shown
        self.shown = shown


def test_any_presses_at_any_moment():
    """Check R-NEXT-ONCE, R-STEPS-WITHIN-THE-HOUR and R-WRITTEN-IN-SILENCE, by a machine that tries many."""
    run_state_machine_as_test(
        Leading, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )
