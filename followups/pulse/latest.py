"""How the last hours of a space were, as numbers, for one reader; one query (R-PULSE, R-NOT-UNDER-FOUR)."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.few import FEWEST
from events.models import CoLab, Objective
from followups.models import Pulse, Tick
from followups.pulse import pulse
from followups.pulse.pulse import QUESTIONS

HOURS, SINCE = 5, timedelta(days=365)


@dataclass(frozen=True)
class Hour:
    """A co-lab, and a Bar for each question and objective of which this reader sees the numbers."""

    colab: CoLab
    bars: list


def of_space(forum, reader):
    """Return Hours of a space, the latest first: those of which this reader sees any number.

    Of taps, those who were there and roles see the numbers; of objectives, every reader (R-PULSE).
    """
    taps = Pulse.objects.filter(colab=OuterRef("pk")).order_by("pk")
    ticks = Tick.objects.filter(objective=OuterRef("pk")).order_by("pk")
    objectives = Objective.objects.filter(colab=OuterRef("pk"))
    recent = CoLab.objects.filter(topic__forum=forum, ends_at__gte=timezone.now() - SINCE)
    held = recent.visible_to(reader).held().with_presence_of(reader)
    of_hour = Tick.objects.filter(objective__colab=OuterRef("pk"))
    sees_taps = Q(was_there=True) | Q(my_role=True)
    shown = held.filter((sees_taps & Q(_by_four(taps, "colab"))) | Q(_by_four(of_hour, "objective")))
    marked = shown.annotate(
        taps=ArraySubquery(taps.values(data=JSONObject(**{name: name for name in QUESTIONS}))),
        got=ArraySubquery(
            objectives.order_by("position").values(
                data=JSONObject(
                    text="text", dimension="dimension", answers=ArraySubquery(ticks.values("answer"))
                )
            )
        ),
    )
    rows = marked.select_related("topic__forum").order_by("-starts_at", "-pk")[:HOURS]
    return [hour for row in rows if (hour := Hour(row, _bars(row))).bars]


def _by_four(rows, of):
    """Return the condition that there are at least four rows about one thing, which the field `of` names."""
    return Exists(rows.order_by().values(of).annotate(number=Count("pk")).filter(number__gte=FEWEST))


def _bars(colab):
    taps = pulse.bars_of(colab.taps) if colab.was_there or colab.my_role else []
    got = [pulse.bar_of(Objective(**said), answers, colab) for said, answers in _of_objectives(colab)]
    return [*taps, *filter(None, got)]


def _of_objectives(colab):
    for row in colab.got:
        answers = row.pop("answers")
        yield row, answers
