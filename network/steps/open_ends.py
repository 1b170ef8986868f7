"""Declares what is left to do: next steps that are due, and what became of hours before."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.hour import became
from network.models import NextStep, StepPart
from network.steps import steps
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source


def _due():
    return Q(step__due_on__lte=timezone.localdate(), agreed_at__isnull=False)


def _open():
    return StepPart.objects.filter(step__state=NextStep.State.OPEN)


def of(person):
    """Return the steps whose date has come, and those to which a person is asked along; one query.

    Of spaces whose words stay there, without words. A mail has asked along at once: no note does.
    """
    rows = _open().filter(_due() | Q(agreed_at=None), participant=person)
    return [_end(part) for part in rows.select_related("step__colab__topic__forum").order_by("step__due_on")]


def _end(part):
    step = part.step
    leaves = step.colab is not None and step.colab.words_leave
    text = _("Did your next step happen?") if part.agreed_at else _("You are asked along to a next step")
    due = step.due_on if part.agreed_at else step.created_at.date()
    subject, url = (step.text if leaves else ""), step.get_absolute_url()
    return OpenEnd(subject, text, url, due, step.language, in_note=part.agreed_at is not None)


def people():
    return _open().filter(_due()).values_list("participant", flat=True)


registry.sources.add("next steps", Source(of, people))
became.sources.add("next steps", steps.became)
