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


def missing_notes(person):
    """Return recent hours at which a person was, and of which they have written nothing yet."""
    written = Insight.objects.filter(colab=OuterRef("pk"), author=person)
    held = _recent(person).with_presence_of(person).filter(~Exists(written), was_there=True)
    text = _("What was valuable to you?")
    return [_end(colab, text, f"{_after(colab)}#insights", timedelta()) for colab in held]


def missing_harvests(person):
    """Return recent hours of which the harvest is this person’s to write, each due three days later."""
    mine = CoLab.objects.with_role(person, *HARVESTERS).values("pk")
    held = _recent(person).filter(closed_at=None, pk__in=mine)
    text = _("The harvest")
    return [_end(colab, text, reverse("followups:harvest", args=[colab.pk]), SOON) for colab in held]


def _recent(person):
    visible = CoLab.objects.visible_to(person).values("pk")
    held = attendance.held_for(person).filter(ends_at__gte=timezone.now() - RECENT, pk__in=visible)
    return held.select_related("topic__forum")


def _end(colab, text, url, after):
    subject = colab.title if colab.words_leave else ""
    return OpenEnd(subject, text, url, (colab.ends_at + after).date(), colab.language)


def owe_a_harvest():
    """Return the keys of who has a harvest to write, three days after an hour (R-ONE-STATEMENT)."""
    now = timezone.now()
    held = CoLab.objects.held(now - SOON).filter(ends_at__gte=now - RECENT, closed_at=None)
    return [key for row in held.values_list(*HARVESTERS) for key in row if key]


registry.sources.add("notes", Source(missing_notes))
registry.sources.add("harvests", Source(missing_harvests, owe_a_harvest))
