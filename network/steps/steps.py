"""A next step: a line and a date, and whether it happened. One begins it; `asking` has the others in it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from events.models import CoLab
from events.models.locking import holding
from events.registration import attendance
from events.room import access
from network.models import NextStep, StepPart
from participants import limits

WITHIN, USUALLY, LATER = (timedelta(days=days) for days in (120, 30, 14))
State = NextStep.State


class Refused(refusals.Refused):
    """Why a next step is not kept; the text is for the person."""


def held(step):
    """Return a step, read again with its row locked, within a transaction. Raise Refused if it is gone."""
    rows = NextStep.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("colab__topic__forum").filter(pk=step.pk).first()
    if found is None:
        raise Refused(_("This step is not there any more: whoever was in it has left."))
    return found


def make(colab, person, text, due_on, readable=NextStep.Readable.US):
    """Keep what somebody will do after an hour. Return it. Idempotent. Raise Refused, and limits.Refused."""
    with holding(colab) as colab:
        _check(colab, person, due_on)
        mine = NextStep.objects.of(person).filter(colab=colab, text=text)
        if before := mine.first():
            return before
        limits.spend(person, "step")
        step = NextStep.objects.create(
            text=text,
            due_on=due_on,
            colab=colab,
            readable=allowed(colab, readable),
            language=person.language,
        )
        StepPart.objects.create(step=step, participant=person, agreed_at=timezone.now())
        return step


def allowed(colab, readable):
    """Return who reads it: nobody else in a space of which nothing stands in the library."""
    if colab is None or not colab.topic.forum.rules.in_library:
        return NextStep.Readable.US
    return readable


def latest():
    """Return the last day on which a step may be due."""
    return timezone.localdate() + WITHIN


def _check(colab, person, due_on):
    if not timezone.localdate() <= due_on <= latest():
        raise Refused(_("Choose a date from today on, within the next four months."))
    if colab.has_ended:
        if not attendance.was_there(colab, person):
            raise Refused(_("Next steps are written by those who were there."))
    elif not (access.is_open(colab) and CoLab.objects.taken_part_in_by(person).filter(pk=colab.pk).exists()):
        raise Refused(_("Next steps are written by those who are there, from when the room is open."))


@transaction.atomic
def change(step, person, text, due_on, readable):
    """Change the words, the date and who reads it. Raise Refused, and limits.Refused."""
    step = held(step)
    if step.parts.exclude(participant=person).exists():
        raise Refused(_("Others have read it as it stands. Let it go, and write another one."))
    if due_on != step.due_on and not timezone.localdate() <= due_on <= latest():
        raise Refused(_("Choose a date from today on, within the next four months."))
    if text != step.text:
        limits.spend(person, "edit")
    step.text, step.due_on, step.readable = text, due_on, allowed(step.colab, readable)
    step.save(update_fields=["text", "due_on", "readable"])


@transaction.atomic
def settle(step, person, state, came_of_it=None):
    """Say that it happened, or let it go; OPEN takes that back. Idempotent.

    One says so for all whose step it is. `came_of_it`: "" deletes the line, None keeps it. Raise Refused,
    and limits.Refused.
    """
    step = held(step)
    if came_of_it not in {None, "", step.came_of_it}:
        limits.spend(person, "edit")
    if came_of_it is not None:
        step.came_of_it = came_of_it
    if state != step.state:
        step.state = state
        step.settled_at = None if state == State.OPEN else timezone.now()
        step.parts.exclude(said_at=None).update(said_at=None)
        step.parts.filter(participant=person).update(said_at=step.settled_at)
    step.save(update_fields=["state", "came_of_it", "settled_at"])


@transaction.atomic
def postpone(step):
    """Put it off until two weeks from today. Idempotent. Raise Refused."""
    step = held(step)
    step.due_on = timezone.localdate() + LATER
    step.save(update_fields=["due_on"])


def became(colab):
    """Return what became of the hours before: (text, what came of it, language), of what readers may read."""
    if not colab.topic.forum.rules.in_library:
        return []
    before = CoLab.objects.of_lineage(colab).held().exclude(pk=colab.pk)
    found = NextStep.objects.filter(colab__in=before, readable=NextStep.Readable.READERS)
    rows = found.exclude(state=State.LET_GO).order_by("due_on", "pk")
    return [(step.text, _said(step), step.language) for step in rows]


def _said(step):
    if step.state == State.HAPPENED:
        return step.came_of_it or _("It happened.")
    return _("Not yet.")
