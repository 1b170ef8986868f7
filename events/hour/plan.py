"""The plan of an hour: its run sheet and its objectives."""

from dataclasses import dataclass
from typing import Any

from events.hour import became, methods, run_sheets
from events.hour.method import Method
from events.models import Step


@dataclass(frozen=True)
class ShownStep:
    """A Step as people read it: what somebody wrote, else what its card says, in the reader's language."""

    step: Step
    card: Method

    @property
    def title(self) -> Any:
        return self.step.title or self.card.title

    @property
    def sentence(self) -> Any:
        """What people do; "" where an own step says nothing of it."""
        return self.step.prompt or ("" if self.step.method == methods.OWN else self.card.invitation)


def shown(steps):
    return [ShownStep(step, methods.of(step.method)) for step in steps]


def steps_of(colab):
    """Return the Steps of a co-lab in order; if none is stored, those that its kind of space proposes."""
    return list(colab.steps.all()) or proposed(colab)


def proposed(colab, sheet=""):
    """Return unsaved Steps of a run sheet that is ready, as long as the hour allows (R-ALWAYS-A-RUN-SHEET).

    A follow-up begins with what became of the hour before, where there is something to tell.
    """
    pairs = _pairs(sheet or usual_sheet(colab), colab.minutes, bool(became.of(colab)))
    return [
        Step(colab=colab, position=number, method=method, minutes=length)
        for number, (method, length) in enumerate(pairs, start=1)
    ]


def usual_sheet(colab):
    """Return the key of the run sheet that the kind of its space proposes."""
    return colab.topic.forum.rules.run_sheet


def sheet_of(colab, steps):
    """Return the key of the ready run sheet that these Steps are, or "" for one of somebody's own."""
    if any(step.title or step.prompt for step in steps):
        return ""
    pairs = [(step.method, step.minutes) for step in steps]
    tells = bool(pairs) and pairs[0][0] == methods.BECAME
    found = [key for key in run_sheets.RUN_SHEETS if _pairs(key, colab.minutes, tells) == pairs]
    return found[0] if found else ""


def _pairs(sheet, available, tells):
    """Return (method, minutes) of a ready run sheet in an hour of so many minutes.

    `tells`: whether it begins with what became of the hour before.
    """
    pairs = run_sheets.RUN_SHEETS[sheet].steps
    keys, minutes = [method for method, _minutes in pairs], [length for _method, length in pairs]
    if tells:
        keys, minutes = _with_what_became_of_it(keys, minutes)
    fitted = run_sheets.scaled(minutes, available)
    return [(key, length) for key, length in zip(keys, fitted, strict=True) if length]


def _with_what_became_of_it(keys, minutes):
    """Return both with a first step whose minutes are taken from the open talk, or from the longest step."""
    needed = methods.METHODS[methods.BECAME].minutes
    giver = keys.index("talk") if "talk" in keys else minutes.index(max(minutes))
    changed = [length - needed if at == giver else length for at, length in enumerate(minutes)]
    return [methods.BECAME, *keys], [needed, *changed]


def fix(colab):
    """Store the proposed steps of a co-lab that has none, with its row locked. Idempotent."""
    if not colab.steps.exists():
        Step.objects.bulk_create(proposed(colab))
