"""Run sheets: the steps of an hour and their minutes, as plain values. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEAST, LAST_KEEPS = 1, 3  # minutes of any step, and of the last one where time is taken (R-EXTRA-MINUTES)


@dataclass(frozen=True)
class RunSheet:
    """One that is ready; `steps` are (method, minutes)."""

    title: Any  # translated when it is read
    about: Any
    steps: tuple[tuple[str, int], ...]

    @property
    def minutes(self) -> int:
        return sum(minutes for _method, minutes in self.steps)


def _sheet(title: Any, about: Any, steps: str) -> RunSheet:
    pairs = (step.rsplit(" ", 1) for step in steps.split(", "))
    return RunSheet(title, about, tuple((method, int(minutes)) for method, minutes in pairs))


RUN_SHEETS: dict[str, RunSheet] = {
    "rounds": _sheet(
        _("Rounds"),
        _("Everyone speaks once before anybody speaks twice."),
        "arrive 5, silent 3, round 20, talk 15, triangles 7, keep 5, close 5",
    ),
    "what-works": _sheet(
        _("What works"),
        _("Stories of when it worked, in fours; then what they share, and who sees it differently."),
        "arrive 5, silent 3, fours 16, talk 14, differently 10, keep 6, close 6",
    ),
    "where-we-are": _sheet(
        _("Where we are"),
        _("A round on the project, help where somebody is stuck, and two silences to think."),
        "arrive 4, silent 4, round 20, stuck 16, silent 4, keep 7, close 5",
    ),
    "circle": _sheet(
        pgettext_lazy("run sheet", "Circle"),
        _("Two slow rounds with a pause between them. It ends five minutes early."),
        "arrive 7, round 18, pause 2, round 15, talk 6, close 7",
    ),
    "hatch": _sheet(
        _("Hatch"),
        _("From many thoughts to a few small experiments."),
        "arrive 4, silent 2, one-two-four-all 20, hatch 12, talk 8, dots 6, close 8",
    ),
    "first-time": _sheet(
        _("First time here"),
        _("For people who meet for the first time: a longer arrival, and short turns."),
        "arrive 8, silent 3, round 18, talk 14, triangles 7, keep 5, close 5",
    ),
}


def scaled(minutes: Sequence[int], available: int) -> list[int]:
    """Return the minutes of steps that fit into those available: in the same shares, none shorter than one.

    What fits is returned as it is. If there are more steps than minutes, the first steps keep one each and
    the others are left out (0).
    """
    if sum(minutes) <= available:
        return list(minutes)
    if len(minutes) >= available:
        return [LEAST if number < available else 0 for number in range(len(minutes))]
    spare, weights = available - LEAST * len(minutes), [one - LEAST for one in minutes]
    shares = [spare * weight / sum(weights) for weight in weights]
    fitted = [int(share) for share in shares]
    by_remainder = sorted(range(len(minutes)), key=lambda at: (fitted[at] - shares[at], at))
    for at in by_remainder[: spare - sum(fitted)]:
        fitted[at] += 1
    return [LEAST + one for one in fitted]


def extended(minutes: Sequence[int], at: int, extra: int) -> tuple[list[int], int]:
    """Return the minutes with `extra` more for the step `at`, and how many it got from those that follow.

    The next step gives first; each keeps one minute, the last one three (R-EXTRA-MINUTES).
    """
    changed, wanted = list(minutes), extra
    for number in range(at + 1, len(changed)):
        keeps = LAST_KEEPS if number == len(changed) - 1 else LEAST
        given = max(0, min(wanted, changed[number] - keeps))
        changed[number] -= given
        wanted -= given
    changed[at] += extra - wanted
    return changed, extra - wanted


@dataclass(frozen=True)
class Place:
    """Where an hour stands: the number of its step from 0 and its beginning and end, UTC instants.

    `index` is None before the first step and after the last one; then `until` is the start, or None.
    """

    index: int | None
    began_at: datetime | None
    until: datetime | None


def by_the_clock(minutes: Sequence[int], starts_at: datetime, now: datetime) -> Place:
    """Return the Place of an hour that goes by its clock (R-BY-THE-CLOCK)."""
    if now < starts_at:
        return Place(None, None, starts_at)
    began = starts_at
    for index, length in enumerate(minutes):
        until = began + timedelta(minutes=length)
        if now < until:
            return Place(index, began, until)
        began = until
    return Place(None, began, None)
