"""Declares what is still open after an hour: for the mail after it, the dashboard, the weekly note."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.messages import afterwards
from events.models import CoLab
from events.models.roles import RUNNING
from events.registration import attendance
from followups.models import Insight, Pulse, Tick
from followups.notes import insights
from followups.pulse import pulse
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

RECENT, SOON = timedelta(days=30), timedelta(days=3)  # after the end
HARVESTERS = (*RUNNING, "harvester")


def _after(colab):
    return reverse("followups:after", args=[colab.pk])


def unseen_notes(colab, person):
    number = insights.unseen(colab, person)
    if not number:
        return None
    text = ngettext(
        "%(number)s note of yours is read by nobody else. Share it, or keep it.",
        "%(number)s notes of yours are read by nobody else. Share them, or keep them.",
        number,
    )
    return text % {"number": number}, f"{_after(colab)}#insights"


def no_pulse_yet(colab, person):
    taps = Pulse.objects.filter(colab=colab, participant=person)
    ticks = Tick.objects.filter(objective__colab=colab, participant=person)
    if not pulse.is_asked(colab) or taps.exists() or ticks.exists():
        return None
    return _("Three taps: how was the hour for you?"), reverse("followups:pulse", args=[colab.pk])


afterwards.lines.add("unseen notes", unseen_notes)
afterwards.lines.add("pulse", no_pulse_yet)


# --- Open ends


def left_to_write(person):
    """Return the note and the harvest of recent hours that this person has not written yet; one query.

    A note is asked of whoever was there, at once and on the dashboard alone; a harvest three days later.
    """
    ends = []
    for colab in _recent(person):
        if colab.was_there and not colab.has_written:
            ends.append(
                _end(colab, _("What was valuable to you?"), f"{_after(colab)}#insights", in_note=False)
            )
        if colab.harvests and not colab.closed_at:
            ends.append(
                _end(colab, _("Write the harvest"), reverse("followups:harvest", args=[colab.pk]), SOON)
            )
    return ends


def _recent(person):
    visible = CoLab.objects.visible_to(person).values("pk")
    held = attendance.held_for(person).filter(ends_at__gte=timezone.now() - RECENT, pk__in=visible)
    mine = CoLab.objects.with_role(person, *HARVESTERS).filter(pk=OuterRef("pk"))
    written = Insight.objects.filter(colab=OuterRef("pk"), author=person)
    marked = held.with_presence_of(person).annotate(harvests=Exists(mine), has_written=Exists(written))
    return marked.select_related("topic__forum")


def _end(colab, text, url, after=timedelta(), *, in_note=True):
    subject = colab.title if colab.words_leave else ""
    return OpenEnd(subject, text, url, (colab.ends_at + after).date(), colab.language, in_note)


def owe_a_harvest():
    """Return the keys of who has a harvest to write, three days after an hour (R-ONE-STATEMENT)."""
    now = timezone.now()
    held = CoLab.objects.held(now - SOON).filter(ends_at__gte=now - RECENT, closed_at=None)
    return [key for row in held.values_list(*HARVESTERS) for key in row if key]


registry.sources.add("hours", Source(left_to_write, owe_a_harvest))
