"""Asking others along to a next step: it is theirs, too, once they say yes (R-ASKED-ALONG)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.registration import attendance
from mailing import outbox
from network.models import Connection, NextStep, StepPart
from network.steps.steps import Refused, held
from participants import limits
from participants.models import Participant

MOST = 3  # people in a step


def is_open(step):
    """Return whether others may be asked along: not from a space that names nobody."""
    names = step.colab is None or step.colab.topic.forum.rules.names_authors
    return names and step.state == NextStep.State.OPEN


def candidates(step, person):
    """Return whom a person of a step can ask along: who was at the hour with them, and their people."""
    if not is_open(step):
        return Participant.objects.none()
    keys = Connection.objects.keys_for(person)
    if step.colab is not None and attendance.was_there(step.colab, person):
        keys = keys.union(attendance.people_present(step.colab).order_by().values("pk"))
    others = Participant.objects.active().filter(pk__in=keys).exclude(pk=person.pk)
    return others.exclude(step_parts__step=step).order_by("name", "pk")


@transaction.atomic
def ask(step, by, person):
    """Ask a person along, by one of the step. Return their StepPart. Idempotent.

    Raise Refused, and limits.Refused.
    """
    step = held(step)
    if before := step.parts.filter(participant=person).first():
        return before
    if step.parts.count() >= MOST:
        raise Refused(_("A next step is for three people at most."))
    if not candidates(step, by).filter(pk=person.pk).exists():
        raise Refused(_("You can ask those who were at the hour with you, and your people."))
    limits.spend(by, "step")
    part = StepPart.objects.create(step=step, participant=person)
    outbox.post("step-asked", person, f"step-asked:{part.pk}:{person.pk}", part=part.pk)
    return part


@transaction.atomic
def agree(step, person):
    """Say yes: the step is theirs, too. Idempotent. Raise Refused."""
    step = held(step)
    asked = step.parts.filter(participant=person, agreed_at=None)
    if asked.exists() and not is_open(step):
        raise Refused(_("This step is not open any more."))
    asked.update(agreed_at=timezone.now())


@transaction.atomic
def leave(step, person):
    """Say no, or leave a step; it goes with the last of those who said yes. Idempotent.

    Return whether it stays, with others.
    """
    try:
        step = held(step)
    except Refused:  # it has gone
        return False
    step.parts.filter(participant=person).delete()
    stays = step.parts.exclude(agreed_at=None).exists()
    if not stays:
        step.delete()
    return stays


def people_in(step):
    """Return the StepParts of a step with their people, those who said yes first.

    Who is switched off counts among them, since that may be taken back, and is not named.
    """
    parts = step.parts.select_related("participant")
    return sorted(parts, key=lambda part: (part.agreed_at is None, part.pk))


def is_shared(step, person):
    """Return whether it is also the step of others than this person, by their own word."""
    return step.parts.exclude(agreed_at=None).exclude(participant=person).exists()


def names_in(step):
    """Return the names of those whose step it is by their own word."""
    return [str(part.participant) for part in named(people_in(step)) if part.agreed_at]


def named(parts):
    return [part for part in parts if part.participant.is_active]
