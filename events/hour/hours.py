"""The verbs of an hour that is led (R-NEXT-ONCE).

Each is told the `Course.place` that was seen, and does nothing where the hour stands elsewhere by now:
the page is shown anew, and nobody is refused. Whoever leads takes over from the clock with the first press.
"""

import math
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from events.hour import course as courses
from events.hour import grouping, methods, plan, run_sheets
from events.models import RunningHour, Step, locking
from events.room import access

EXTRA = 2  # minutes


class Refused(refusals.Refused):
    """The hour is led by others; the text is for the person."""


def begin(colab, by, place):
    """Begin with the first step now, also where the clock has gone on."""
    return _lead(colab, by, place, _begin)


def forward(colab, by, place):
    return _lead(colab, by, place, _forward)


def back(colab, by, place):
    """Go back to the step before, or into an hour that was finished."""
    return _lead(colab, by, place, _back)


def extend(colab, by, place):
    """Give this step two minutes more, of those that follow (R-EXTRA-MINUTES)."""
    return _lead(colab, by, place, _extend)


def show(colab, by, place):
    """Let what was written in this step appear (R-WRITTEN-IN-SILENCE)."""
    return _lead(colab, by, place, _show)


def regroup(colab, by, place):
    """Make groups, or others, of those who are here; they are the same for the same people."""
    return _lead(colab, by, place, _regroup)


def finish(colab, by, place):
    return _lead(colab, by, place, _finish)


VERBS = {verb.__name__: verb for verb in (begin, forward, back, extend, show, regroup, finish)}


def leads(colab, person):
    """Return whether a person leads this hour, with a role that counts today (R-ROLES-TODAY)."""
    return colab.is_led_by(person)


def _lead(colab, by, place, change):
    """Change where an hour stands, with the row of its co-lab locked. Return whether it was changed."""
    with locking.holding(colab) as colab:
        if not leads(colab, by):
            raise Refused(_("The hour is led by those who organize or facilitate it."))
        seen = courses.of(colab)
        if seen.place != place or seen.is_ahead or not access.is_open(colab) or colab.has_ended:
            return False
        plan.fix(colab)
        RunningHour.objects.bulk_create([RunningHour(colab_id=colab.pk)], ignore_conflicts=True)
        course = courses.of(colab)
        if not change(course, timezone.now()):
            return False
        _save(course.running, by)
        courses.touch(colab)
        return True


def _save(running, by):
    running.begun_by = running.begun_by or by
    running.save(update_fields=["step", "step_began_at", "begun_by", "groups", "finished_at"])


def _begin(course, now):
    return not (course.is_led or course.is_over) and _go_to(course, 0, now)


def _forward(course, now):
    return course.following is not None and _go_to(course, course.index + 1, now)


def _back(course, now):
    if not course.is_over:
        return course.index > 0 and _go_to(course, course.index - 1, now)
    if course.is_finished:
        course.running.finished_at = None
        return True
    return _go_to(course, len(course.steps) - 1, now)  # its steps had passed before its time


def _go_to(course, number, now):
    """Begin a step. What had appeared stays so, and what was written alone in the step before appears."""
    left = [step for step in course.steps if course.is_past(step)]
    if course.index is not None and number > course.index:
        left.append(course.step)
    _appear([step for step in left if _writes_alone(step)], now)
    running = course.running
    running.step, running.step_began_at, running.groups = course.steps[number], now, []
    running.finished_at = None
    return True


def _take_over(course):
    """Lead from where the clock has come to."""
    if not course.is_led:
        course.running.step, course.running.step_began_at = course.step, course.began_at


def may_extend(course):
    """Return whether the steps that follow have a minute to give."""
    return course.step is not None and _longer(course, timezone.now())[1] > 0


def _longer(course, now):
    """Return the minutes of this step and of those that follow, and how many it gets of theirs.

    What it has run over is counted, so that two minutes more are two from now.
    """
    minutes = courses.fitted(course.colab, course.steps[course.index :], course.began_at)
    late = max(0, math.ceil((now - course.until) / timedelta(minutes=1)))
    return run_sheets.extended(minutes, 0, late + EXTRA)


def _extend(course, now):
    if not may_extend(course):
        return False
    rest, (longer, _given) = course.steps[course.index :], _longer(course, now)
    for step, length in zip(rest, longer, strict=True):
        step.minutes = max(run_sheets.LEAST, length)
    Step.objects.bulk_update(rest, ["minutes"])
    _take_over(course)
    return True


def _show(course, now):
    if course.is_over or course.step.shown_at:
        return False
    _appear([course.step], now)
    _take_over(course)
    return True


def _regroup(course, now):
    if course.is_over or not course.method.group:
        return False
    course.running.groups = grouping.form(course)
    _take_over(course)
    return True


def _writes_alone(step):
    return methods.of(step.method).writes_alone


def _appear(steps, now):
    Step.objects.filter(pk__in=[step.pk for step in steps], shown_at=None).update(shown_at=now)


def _finish(course, now):
    if course.is_over:
        return False
    _appear([step for step in course.steps if _writes_alone(step)], now)
    _take_over(course)
    course.running.finished_at = now
    return True
