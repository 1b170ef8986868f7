"""What an hour of the demonstration left: notes, groups, taps, next steps, picks, requests, the harvest."""

from datetime import timedelta

from django.utils import timezone

from core.text.markup import render
from events.hour import course, grouping, methods
from events.models import CoLab, RunningHour
from followups.models import Comment, FollowUpRequest, Harvest, Insight, Pulse, Tick
from forums.models import Tag
from learning.models import Reflection
from network.connections import connections
from network.models import Connection, NextStep, Pick, StepPart

MONTH = timedelta(days=30)


def write(colab, hour, people):
    """Write the rows of a co-lab that has begun. `people` are by their login."""
    _write_notes(colab, hour, people)
    if hour.begun:
        _group(colab)
    _write_insights(colab, hour, people)
    _close(colab, hour, people)
    _pick(colab, hour, people)
    for login, reason in hour.asks:
        FollowUpRequest.objects.create(
            colab=colab, participant=people[login], reason=reason, created_at=colab.ends_at
        )
    _reflect(colab, hour, people)
    if hour.harvest:
        _harvest(colab, hour)


def _group(colab):
    """Make the groups of the step that the hour is at; it goes on by its clock."""
    colab = CoLab.objects.select_related("topic__forum").get(pk=colab.pk)
    groups = grouping.form(course.of(colab))
    RunningHour.objects.update_or_create(colab=colab, defaults={"groups": groups})


def _write_notes(colab, hour, people):
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


def _close(colab, hour, people):
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


def _write_insights(colab, hour, people):
    for login, text, comments in hour.insights:
        insight = Insight.objects.create(
            colab=colab,
            author=people[login],
            text=text,
            html=render(text),
            language=colab.language,
            created_at=colab.ends_at,
        )
        for other, words in comments:
            Comment.objects.create(
                insight=insight,
                author=people[other],
                text=words,
                html=render(words),
                language=colab.language,
                created_at=colab.ends_at + timedelta(hours=2),
            )


def _pick(colab, hour, people):
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
        if (chooser, chosen) in mutual:
            kept = connections.keep(people[chooser], people[chosen], colab)
            Connection.objects.filter(pk=kept.pk).update(since=colab.ends_at)


def _reflect(colab, hour, people):
    """Write what people keep for themselves, the one story of it, and what came of the hour a month later."""
    rows = {}
    for login, boxes, title in hour.reflections:
        told = {"title": title, "in_story": [1, 2, 5], "shared_at": colab.ends_at + MONTH} if title else {}
        rows[login] = {f"q{number}": text for number, text in boxes.items()} | told
    for login, answer, line, may_ask in hour.came_of_it:
        said = {"came_of_it": answer, "came_line": line, "may_ask": may_ask}
        rows[login] = rows.get(login, {}) | said | {"answered_at": colab.ends_at + MONTH}
    for login, fields in rows.items():
        about = {"language": colab.language, "created_at": colab.ends_at + timedelta(days=1)}
        Reflection.objects.create(colab=colab, participant=people[login], **about, **fields)


def _harvest(colab, hour):
    closed = colab.ends_at + timedelta(days=1)
    html = {f"{name}_html": render(text) for name, text in hour.harvest.items()}
    made = Harvest.objects.create(
        colab=colab,
        written_by=colab.harvester or colab.organizer,
        language=colab.language,
        created_at=closed,
        recorded_at=closed,
        **hour.harvest,
        **html,
    )
    for tag in Tag.objects.filter(notes__colab=colab).distinct():
        made.tags.add(tag)
    CoLab.objects.filter(pk=colab.pk).update(closed_at=closed)
