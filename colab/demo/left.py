"""What an hour of the demonstration has before it, and leaves: its plan, notes, taps, next steps, picks."""

from datetime import timedelta

from django.utils import timezone

from core.text.markup import render
from events.hour import methods
from events.hour import plan as plans
from events.models import CoLab, Objective
from followups.models import Insight, Pulse, Tick
from forums.models import Tag
from network.models import NextStep, Pick, StepPart


def plan(colab, hour):
    """Store what people read of the hour before it: its steps, its objectives, who hosts it."""
    CoLab.objects.filter(pk=colab.pk).update(**hour.plan)
    Objective.objects.bulk_create(
        Objective(colab=colab, position=position, dimension=dimension, text=text)
        for position, (dimension, text) in enumerate(hour.objectives, start=1)
    )
    if hour.notes:
        plans.fix(colab)


def write_notes(colab, hour, people):
    """Write what people noted in the silent step, which has appeared since."""
    step = colab.steps.filter(method__in=methods.SILENT).first()
    at = colab.starts_at + timedelta(minutes=6)
    for login, kind, audience, text, tags in hour.notes:
        note = Insight.objects.create(
            colab=colab,
            author=people[login],
            text=text,
            html=render(text),
            kind=kind,
            audience=audience,
            step=step,
            language=colab.language,
            created_at=at,
        )
        note.tags.set(Tag.objects.make(tags))
    if step:
        colab.steps.filter(pk=step.pk).update(shown_at=colab.starts_at + timedelta(minutes=8))


def close(colab, hour, people):
    """Write the taps and the next steps of those who were there."""
    objectives = list(colab.objectives.all())
    for login, (worth, heard, knows), ticks in hour.pulses:
        taps = {"worth": worth, "heard": heard, "knows": knows, "answered_at": colab.ends_at}
        Pulse.objects.create(colab=colab, participant=people[login], **taps)
        for objective, answer in zip(objectives, ticks, strict=True):
            if answer is not None:
                one = {"participant": people[login], "answer": answer, "answered_at": colab.ends_at}
                Tick.objects.create(objective=objective, **one)
    for login, text, days, readable in hour.steps:
        due_on = timezone.localdate() + timedelta(days=days)
        about = {
            "colab": colab,
            "readable": readable,
            "language": colab.language,
            "created_at": colab.ends_at,
        }
        step = NextStep.objects.create(text=text, due_on=due_on, **about)
        StepPart.objects.create(step=step, participant=people[login], agreed_at=colab.ends_at)


def pick(colab, hour, people):
    mutual = {(chosen, chooser) for chooser, chosen, *_ in hour.picks}
    for chooser, chosen, reason, note in hour.picks:
        Pick.objects.create(
            colab=colab,
            chooser=people[chooser],
            chosen=people[chosen],
            reason=reason,
            note=note,
            created_at=colab.ends_at,
            introduced_at=colab.ends_at if (chooser, chosen) in mutual else None,
        )
