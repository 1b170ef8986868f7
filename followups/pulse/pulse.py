"""Three taps at the end of an hour, and ticks at its objectives (R-PULSE)."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from core.few import FEWEST
from core.web import refusals
from events.models import CoLab, Objective
from events.models.locking import holding
from events.registration import attendance
from followups.models import Extent, Pulse, Tick

QUESTIONS = ("worth", "heard", "knows")
WITHIN = timedelta(days=14)  # of the end


class Refused(refusals.Refused):
    """Why a pulse is not taken; the text is for the person."""


@dataclass(frozen=True)
class Bar:
    """How many gave each answer to a question; `dimension` is that of an objective, or ""."""

    text: str
    yes: int
    partly: int
    no: int
    dimension: str = ""
    language: str = ""

    @property
    def total(self):
        return self.yes + self.partly + self.no


def is_asked(colab):
    """Return whether a co-lab takes pulses now: from its start to two weeks after its end."""
    is_time = colab.has_started and timezone.now() <= colab.ends_at + WITHIN
    return colab.is_announced and is_time and colab.topic.forum.rules.asks_pulse


def keep(colab, person, taps, ticks):
    """Keep the answers of a person, in place of those from before. Idempotent. Raise Refused.

    `taps` maps QUESTIONS to an Extent or None; `ticks` maps objectives to the same. Nothing at all takes
    everything back.
    """
    with holding(colab) as colab:
        _check(colab, person)
        if any(taps.get(name) is not None for name in QUESTIONS):
            values = {name: taps.get(name) for name in QUESTIONS} | {"answered_at": timezone.now()}
            Pulse.objects.update_or_create(colab=colab, participant=person, defaults=values)
        else:
            Pulse.objects.filter(colab=colab, participant=person).delete()
        mine = Tick.objects.filter(objective__colab=colab, participant=person)
        mine.delete()
        Tick.objects.bulk_create(
            Tick(objective=objective, participant=person, answer=answer)
            for objective, answer in ticks.items()
            if answer is not None
        )


def _check(colab, person):
    if not is_asked(colab):
        raise Refused(_("This can be answered from the start of the hour until two weeks after its end."))
    if colab.has_ended:
        if not attendance.was_there(colab, person):
            raise Refused(_("This is asked of those who were there."))
    elif not CoLab.objects.taken_part_in_by(person).filter(pk=colab.pk).exists():
        raise Refused(_("This is for people with a seat or a role in this co-lab."))


def of_person(colab, person):
    """Return (their Pulse or None, {objective: their answer or None} of all objectives), in one query."""
    taps = JSONObject(**{name: name for name in QUESTIONS})
    said = Pulse.objects.filter(colab=colab, participant=person).values(taps=taps)
    ticked = Tick.objects.filter(objective=OuterRef("pk"), participant=person).values("answer")
    columns = {name: name for name in ("pk", "position", "dimension", "text")}
    objectives = Objective.objects.filter(colab=colab).order_by("position")
    rows = objectives.values(row=JSONObject(**columns, answer=Subquery(ticked)))
    taps, rows = CoLab.objects.values_list(Subquery(said), ArraySubquery(rows)).get(pk=colab.pk)
    answers = [(row.pop("answer"), Objective(colab_id=colab.pk, **row)) for row in rows]
    return taps and Pulse(**taps), {objective: answer for answer, objective in answers}


def bars(colab):
    """Return a Bar for each of the three questions; [] if fewer than four people have answered."""
    return bars_of(list(Pulse.objects.filter(colab=colab).values(*QUESTIONS)))


def bars_of(taps):
    """Return what `bars` does for the taps of a co-lab: [{question: an Extent or None}]."""
    if len(taps) < FEWEST:
        return []
    fields = [(Pulse._meta.get_field(name).verbose_name, [row[name] for row in taps]) for name in QUESTIONS]
    return [bar for text, answers in fields if (bar := _bar(text, answers))]


def objective_bars(colab):
    """Return a Bar for each objective that at least four people have ticked."""
    ticked = colab.objectives.prefetch_related("ticks")
    found = [bar_of(one, [tick.answer for tick in one.ticks.all()], colab) for one in ticked]
    return [bar for bar in found if bar]


def bar_of(objective, answers, colab):
    """Return the Bar of an objective of a co-lab; None if fewer than four people have ticked it."""
    dimension = objective.get_dimension_display()
    return _bar(objective.text, answers, dimension=dimension, language=colab.language)


def _bar(text, answers, **shown):
    counts = Counter(answer for answer in answers if answer is not None)
    if sum(counts.values()) < FEWEST:
        return None
    return Bar(text, counts[Extent.YES], counts[Extent.PARTLY], counts[Extent.NO], **shown)
