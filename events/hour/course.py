"""Where the hour of a co-lab stands: by its clock, or as it is led. Worked out, never kept (R-WORKED-OUT)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from events.hour import methods, plan, run_sheets
from events.models import RunningHour
from events.room import access


@dataclass(frozen=True)
class Course:
    """One reading of an hour. `index` is the number of the step from 0; None before and after.

    `began_at` and `until` are the UTC instants of that step; before the start, `until` is the start.
    """

    colab: object
    running: RunningHour
    steps: list
    index: int | None
    began_at: datetime | None
    until: datetime | None
    changes_at: datetime  # when its page changes next without anybody doing anything
    is_led: bool  # somebody began it; else it goes by its clock (R-BY-THE-CLOCK)
    is_over: bool  # it was finished, or its steps or its time have passed
    known: dict = field(default_factory=dict, compare=False)  # what panels read once for all of them

    @property
    def version(self):
        return self.running.version

    @property
    def groups(self):
        return self.running.groups  # lists of keys of participants

    @property
    def is_finished(self):
        return self.running.finished_at is not None

    @property
    def is_ahead(self):
        return self.index is None and not self.is_over

    @property
    def step(self):
        return None if self.index is None else self.steps[self.index]

    @property
    def following(self):
        """The step after this one; the first one, before the start; None at the end."""
        if self.is_over:
            return None
        return next(iter(self.steps[0 if self.index is None else self.index + 1 :]), None)

    @property
    def method(self):
        return methods.of(self.step.method) if self.step else None

    @property
    def modes(self):
        return self.method.modes if self.step else ()

    @property
    def place(self):
        """Where it stands, as a verb is told that it was seen: two presses of Next move once (R-NEXT-ONCE).

        The version is no such word, since it rises with each note.
        """
        if self.is_over:
            return "over"
        began = f"{self.began_at.timestamp():.6f}" if self.began_at else ""
        return f"{'ahead' if self.index is None else self.index}-{began}-{self.until.timestamp():.0f}"

    @property
    def seen(self):
        """What a page that shows this reading says of it when it asks again: see `is_seen`."""
        at = "over" if self.is_over else "ahead" if self.index is None else self.index
        return f"{self.version}-{self.changes_at.timestamp():.0f}-{at}"

    def is_past(self, step):
        """Return whether the hour has left a step behind."""
        return self.is_over or (self.index is not None and step.position < self.steps[self.index].position)

    @property
    def shown_steps(self):
        """Return the keys of the steps of which what was written has appeared (R-WRITTEN-IN-SILENCE)."""
        return {step.pk for step in self.steps if step.shown_at or self.is_past(step)}

    def once(self, name, read):
        """Return what `read()` returns for this reading, which several panels ask for."""
        if name not in self.known:
            self.known[name] = read()
        return self.known[name]


def of(colab, now=None):
    """Return the Course of a co-lab at an instant.

    Two queries; one where `colab` was selected with `running`.
    """
    now = now or timezone.now()
    running, steps = running_of(colab), plan.steps_of(colab)
    is_led = running.step_id is not None
    place = _as_led(colab, steps, running) if is_led else _by_the_clock(colab, steps, now)
    has_run_out = place.until is None  # its steps are shorter than the hour
    is_over = running.finished_at is not None or now >= colab.ends_at or has_run_out
    return Course(
        colab=colab,
        running=running,
        steps=steps,
        index=None if is_over else place.index,
        began_at=place.began_at,
        until=None if is_over else place.until,
        changes_at=next_change(colab, None if is_over else place.until, now),
        is_led=is_led,
        is_over=is_over,
    )


def next_change(colab, until, now):
    """Return the next instant at which a page shows something else by itself."""
    instants = [until, colab.ends_at, access.closes_at(colab)]
    return next((one for one in instants if one and one > now), access.closes_at(colab))


def is_seen(seen, version, now=None):
    """Return whether a page that shows `seen` would show the same today, of an hour of this version."""
    shown, _dash, rest = seen.partition("-")
    changes_at = rest.partition("-")[0]
    if shown != str(version) or not (changes_at.isdecimal() and len(changes_at) < 12):
        return False
    return (now or timezone.now()).timestamp() < int(changes_at)


def running_of(colab):
    """Return the RunningHour of a co-lab, which may not be stored yet; the one it was selected with."""
    selected = colab._state.fields_cache
    stored = selected["running"] if "running" in selected else RunningHour.objects.filter(colab=colab).first()
    return stored or RunningHour(colab_id=colab.pk)


def _by_the_clock(colab, steps, now):
    return run_sheets.by_the_clock([step.minutes for step in steps], colab.starts_at, now)


def _as_led(colab, steps, running):
    index = next((at for at, step in enumerate(steps) if step.pk == running.step_id), 0)
    until = running.step_began_at + timedelta(minutes=fitted(colab, steps[index:], running.step_began_at)[0])
    return run_sheets.Place(index, running.step_began_at, until)


def fitted(colab, steps, began_at):
    """Return the minutes of steps, the first of which began then, so that all fit before the end.

    What began late is shortened.
    """
    available = (colab.ends_at - began_at) // timedelta(minutes=1)
    return run_sheets.scaled([step.minutes for step in steps], max(1, available))


def touch(colab):
    """Raise the version of the page of an hour: whoever has it open reads it again at the next look."""
    RunningHour.objects.bulk_create([RunningHour(colab_id=colab.pk)], ignore_conflicts=True)
    RunningHour.objects.filter(colab=colab.pk).update(version=F("version") + 1, changed_at=timezone.now())
    colab._state.fields_cache.pop("running", None)  # what was read before is no longer true
