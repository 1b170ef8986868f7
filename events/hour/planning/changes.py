"""The verbs that change the plan of an hour, until its start. All raise Refused.

See R-STEPS-WITHIN-THE-HOUR and R-ALWAYS-A-RUN-SHEET.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.web import refusals
from events.hour import course, plan, run_sheets
from events.models import Objective
from events.models.hour_plan import MOST_STEPS
from events.models.locking import holding
from events.models.roles import LEADING
from participants import limits

PLANNERS = LEADING


class Refused(refusals.Refused):
    """A plan was refused; the text is for the person."""


def replace(colab, by, steps, objectives, keeps):
    """Replace the run sheet, the objectives and what is kept. Return the co-lab. Idempotent.

    `steps` are Steps in order, of which those with a key are the stored ones; `objectives` are pairs of a
    dimension and a text.
    """
    with holding(colab) as colab:
        _require_may_plan(colab, by)
        _require_within(colab, steps)
        before = (_said_in(colab.steps.all()), objectives_of(colab), colab.keeps)
        if before == (_said_in(steps), list(objectives), keeps):
            return colab
        limits.spend(by, "plan")
        _store_steps(colab, steps)
        store_objectives(colab, objectives)
        colab.keeps = keeps
        colab.save(update_fields=["keeps"])
        course.touch(colab)
        return colab


def choose(colab, by, sheet):
    """Replace the run sheet by one that is ready, a key of RUN_SHEETS. Return the co-lab. Idempotent."""
    with holding(colab) as colab:
        _require_may_plan(colab, by)
        if plan.sheet_of(colab, colab.steps.all()) != sheet:
            limits.spend(by, "plan")
            take_sheet(colab, sheet)
        return colab


# --- For verbs that hold the row of the co-lab


def objectives_of(colab):
    """Return (dimension, text) of each objective, in order."""
    return list(colab.objectives.values_list("dimension", "text"))


def store_objectives(colab, objectives):
    """Replace the objectives, where they are others."""
    if objectives_of(colab) != list(objectives):
        colab.objectives.all().delete()
        Objective.objects.bulk_create(
            Objective(colab=colab, position=number, dimension=dimension, text=text)
            for number, (dimension, text) in enumerate(objectives, start=1)
        )


def take_sheet(colab, sheet):
    """Replace the steps by those of a ready run sheet."""
    _store_steps(colab, plan.proposed(colab, sheet))
    course.touch(colab)


def fit(colab):
    """Scale the stored steps to the length of the hour, which has changed. Idempotent."""
    steps = list(colab.steps.all())
    fitted = run_sheets.scaled([step.minutes for step in steps], colab.minutes)
    if fitted == [step.minutes for step in steps]:
        return
    for step, minutes in zip(steps, fitted, strict=True):
        step.minutes = minutes
    _store_steps(colab, [step for step in steps if step.minutes])
    course.touch(colab)


def _store_steps(colab, steps):
    """Make these the steps of a co-lab, in this order; one with the key of a stored step is that step."""
    stored = set(colab.steps.values_list("pk", flat=True))
    colab.steps.exclude(pk__in=[step.pk for step in steps]).delete()
    for number, step in enumerate(steps, start=1):
        step.colab, step.position = colab, number
        if step.pk in stored:
            step.save(update_fields=["position", "method", "title", "prompt", "minutes"])
        else:
            step.pk = None
            step.save(force_insert=True)


# --- Refusals


def _require_may_plan(colab, by):
    if colab.role_of(by) not in PLANNERS:
        raise Refused(_("Only those who organize or facilitate this co-lab can do this."))
    if colab.is_called_off:
        raise Refused(_("This co-lab was called off."))
    if colab.has_started and not colab.is_draft:
        raise Refused(_("It has started: its plan cannot be changed here any more."))


def _require_within(colab, steps):
    if not steps:
        raise Refused(_("An hour has at least one step."))
    if len(steps) > MOST_STEPS:
        raise Refused(_("An hour has at most %(most)d steps.") % {"most": MOST_STEPS})
    if problem := too_long(steps, colab.minutes):
        raise Refused(problem)


def too_long(steps, available):
    """Return by how much the steps are longer than the hour, as a sentence; "" if they fit."""
    total = sum(step.minutes for step in steps)
    over = total - available
    if over <= 0:
        return ""
    text = ngettext(
        "The steps are %(over)d minute longer than the co-lab: %(total)d of %(available)d.",
        "The steps are %(over)d minutes longer than the co-lab: %(total)d of %(available)d.",
        over,
    )
    return text % {"over": over, "total": total, "available": available}


def _said_in(steps):
    return [(step.pk, step.method, step.title, step.prompt, step.minutes) for step in steps]
