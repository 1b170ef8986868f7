"""Declares what is left to do: next steps that are due, and what became of hours before."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.hour import became
from network.models import NextStep, StepPart
from network.steps import steps
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source


def _due():
    return NextStep.objects.filter(state=NextStep.State.OPEN, due_on__lte=timezone.localdate())


def of(person):
    """Return the steps of a person whose date has come; of spaces whose words stay there, without words."""
    rows = _due().filter(parts__participant=person).select_related("colab__topic__forum")
    return [_end(step) for step in rows]


def _end(step):
    leaves = step.colab is not None and step.colab.words_leave
    subject, text = (step.text if leaves else ""), _("Did your next step happen?")
    return OpenEnd(subject, text, step.get_absolute_url(), step.due_on, step.language)


def people():
    return StepPart.objects.filter(step__in=_due()).values_list("participant", flat=True)


registry.sources.add("next steps", Source(of, people))
became.sources.add("next steps", steps.became)
