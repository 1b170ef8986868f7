"""The timeline of a topic: posted, tagged, candidate, co-lab, notes, follow-up."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.registry import Registry
from events.models import CoLab
from followups.models import Insight

SHOWN = 5
# What parts above know of a topic: name to function(topic) that returns Steps that were done, in their order.
further = Registry("further steps of a topic")


@dataclass(frozen=True)
class Step:
    """`state` is "done", "now" or "next"."""

    label: str
    is_done: bool
    url: str = ""
    when: datetime | None = None
    note: str = ""
    state: str = "done"


def colabs_of(topic, person):
    """Return the latest visible co-labs of a topic with their counts, in at most one query."""
    if topic.scheduled_until is None:
        return []
    announced = CoLab.objects.visible_to(person).announced().filter(topic=topic)
    announced = announced.select_related("topic__forum")
    return list(_with_counts(announced).order_by("-starts_at", "-pk")[:SHOWN])


def of_topic(topic, people, colabs):
    """Return the Steps of a topic that `people` (a number) want; of `colabs`, the latest first, two count."""
    last = colabs[0] if colabs else None
    before = next((colab for colab in colabs if colab.pk == last.follows_id), None)
    colab, follow_up = (before, last) if before else (last, None)
    steps = _steps_before(topic, people, colab) + _steps_from_colab(colab, follow_up)
    done = [step for steps_of in further.values() for step in steps_of(topic)]
    place = next((index for index, step in enumerate(steps) if not step.is_done), len(steps))
    return _in_order(steps[:place] + done + steps[place:])


def of_colab(colab, follow_up=None):
    """Return the Steps around a co-lab and its follow-up. One query if it has started."""
    if colab.has_started:
        colab = _with_counts(CoLab.objects.select_related("topic__forum").filter(pk=colab.pk)).get()
    return _in_order(_steps_before(colab.topic, None, colab) + _steps_from_colab(colab, follow_up))


def _with_counts(colabs):
    return colabs.annotate(
        insights_shown=Coalesce(Subquery(_notes_shown()), 0),
        request_count=Count("follow_up_requests", distinct=True),
    )


def _notes_shown():
    """Return a subquery: how many notes of a co-lab all its readers read by now (R-WRITTEN-IN-SILENCE)."""
    notes = Insight.objects.shared().filter(colab=OuterRef("pk")).order_by()
    return notes.values("colab").annotate(number=Count("pk")).values("number")


def _steps_before(topic, people, colab):
    wanted = _wanted_text(people) if people or colab is None else ""
    return [
        Step(_("Topic"), True, topic.get_absolute_url(), topic.created_at),
        Step(_("Suggested for a co-lab"), bool(people or colab), note=wanted),
        Step(pgettext("step", "Candidate"), colab is not None),
    ]


def _steps_from_colab(colab, follow_up):
    if colab is None:
        return [Step(label, False) for label in (_("Co-lab"), _("Notes"), _("Follow-up"))]
    called_off = _("called off") if colab.is_called_off else ""
    hour = Step(_("Co-lab"), colab.is_held, colab.get_absolute_url(), colab.starts_at, called_off)
    return [hour, _insights(colab, follow_up), _follow_up(colab, follow_up)]


def _insights(colab, follow_up):
    if not (colab.is_announced and colab.has_started):
        return Step(_("Notes"), False)
    text = ngettext("%(number)s so far", "%(number)s so far", colab.insights_shown)
    note = text % {"number": colab.insights_shown}
    is_done = colab.is_closed or follow_up is not None
    return Step(_("Notes"), is_done, f"{_after(colab)}#insights", note=note)


def _follow_up(colab, follow_up):
    if follow_up is not None:
        return Step(_("Follow-up"), follow_up.is_held, follow_up.get_absolute_url(), follow_up.starts_at)
    if not colab.is_held:
        return Step(_("Follow-up"), False)
    note = _requested_text(colab.request_count) if colab.request_count else ""
    return Step(_("Follow-up"), False, f"{_after(colab)}#follow-up", note=note)


def _after(colab):
    return reverse("followups:after", args=[colab.pk])


def _wanted_text(number):
    if not number:
        return _("nobody yet")
    text = ngettext("%(number)s person wants it", "%(number)s people want it", number)
    return text % {"number": number}


def _requested_text(number):
    text = ngettext("%(number)s person asks for it", "%(number)s people ask for it", number)
    return text % {"number": number}


def _in_order(steps):
    """Return the steps with their states: the first that is not done is "now"."""
    current = next((index for index, step in enumerate(steps) if not step.is_done), len(steps))
    return [
        replace(step, state="done" if index < current else "now" if index == current else "next")
        for index, step in enumerate(steps)
    ]
