# ruff: noqa: E501 (rows of a table)
"""What topics of the demonstration left for others, who is named with it, and where it is used."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from followups.models import Harvest
from forums.models import Topic
from learning.models import Output, Reflection, Use
from learning.outputs import outputs
from learning.uses import taking, uses


@dataclass(frozen=True)
class Kept:
    topic: str
    author: str
    days: int  # ago
    words: dict
    named: list  # who told of their own trial, and agreed to be named
    used: list  # (who, days ago, how it was changed)
    taken: list = field(default_factory=list)  # (who, days ago, where to, language)


KEPT = Kept(
    topic="Appointments or a queue at the counter?",
    author="member6",
    days=3,
    words={
        "title": "A reminder by text message, the day before",
        "kind": "practice",
        "what_for": "Fewer people miss their appointment, and nobody is told off.",
        "text": "> Your appointment is tomorrow, Tuesday, at 10:20, second floor. Cannot come? Answer NO, and somebody else is glad of it.\n\n1. Send it at noon: people plan their evening then.\n2. Say where, not only when.\n3. Call those who have no mobile number.",
        "licence": "cc-by-4.0",
        "informs": "How service standards count missed appointments",
        "language": "en",
    },
    named=["member1"],
    used=[
        ("member9", 2, "Sent in two languages."),
        ("member11", 1, ""),
        ("member13", 1, ""),
        ("member5", 1, "By radio, too."),
    ],
    taken=[("member3", 1, "l’équipe de l’accueil, à la réunion de novembre", "fr")],
)

TAKEN = [  # (title of a story, title of the co-lab of a harvest, who, days ago, where to, language)
    ("From twenty-two lines to nine", "", "member4", 120, "el equipo de ventanilla, en su reunión de los lunes", "es"),
    ("From twenty-two lines to nine", "", "member17", 65, "our network of clerks, in three minutes", "en"),
    ("", "Appointments, a queue, or both", "member12", 12, "the people at our counters, before they opened", "en"),
]  # fmt: skip


def build(kept, people):
    """Write all of it, dated back from today. `people` are by their login."""
    now = timezone.now()
    author, published = people[kept.author], now - timedelta(days=kept.days)
    made = outputs.write(Topic.objects.get(title=kept.topic), author, **kept.words)
    outputs.ask(made, author, [people[login] for login in kept.named])
    for login in kept.named:
        outputs.answer(made, people[login], agrees=True)
    outputs.publish(made, author)
    made.contributors.update(asked_at=published, agreed_at=published)
    Output.objects.filter(pk=made.pk).update(created_at=published, published_at=published)
    for login, days, changed in kept.used:
        use = uses.use(made, people[login])
        uses.change(use, people[login], changed=changed)
        _date(use, now - timedelta(days=days))
    for login, days, taken_to, language in kept.taken:
        taken = taking.take_along(made, people[login], taken_to)
        _date(taken, now - timedelta(days=days), language=language)


def take_along(people):
    """Say whom people told of stories and harvests, dated back."""
    for story, colab, login, days, taken_to, language in TAKEN:
        thing = Reflection.objects.get(title=story) if story else Harvest.objects.get(colab__title=colab)
        taken = taking.take_along(thing, people[login], taken_to)
        _date(taken, timezone.now() - timedelta(days=days), language=language)


def _date(use, at, **fields):
    Use.objects.filter(pk=use.pk).update(created_at=at, confirmed_at=at, **fields)
