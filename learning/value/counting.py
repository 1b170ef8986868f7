"""What is counted of the hours of some time, and of what came of them: rows, whose, and of which space.

Communities of healing count in nothing, and what is hidden counts nowhere.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from events.models import Attendance, CoLab, Objective, Registration
from followups.models import Insight, Tick
from forums import kinds
from forums.models import Forum
from learning.models import Trial, Use, ValueReading
from learning.months import span
from learning.value.few import folded
from network.models import Connection

What = ValueReading.What


@dataclass(frozen=True)
class Time:
    """From one instant to before another."""

    first: datetime
    end: datetime


@dataclass(frozen=True)
class Number:
    """`people` are those whom it is about; `forum` is the key of a space, or None for all public ones."""

    forum: int | None
    what: str
    part: str
    amount: int
    people: int


@dataclass(frozen=True)
class Kind:
    """Rows and the names of their columns: the space, what is counted once, and who it is about.

    A number is of each different `part`; the people behind it are those of all parts with the same first
    `asked` ones: who was asked one question counts together, whatever they answered.
    """

    what: str
    rows: QuerySet
    space: str
    thing: str
    person: str
    part: tuple[str, ...] = ()
    asked: int = 0


def spaces():
    """Return the spaces of which something is counted."""
    return Forum.objects.filter(kind__in=kinds.where(in_library=True))


def _held(time, colab):
    """Return conditions: of a co-lab of this time that was held, and that a reader of its space finds.

    `colab` is the path to it. Conditions of joined rows, and no subquery: each table is joined once.
    """
    conditions = {
        "state": CoLab.State.ANNOUNCED,
        "ends_at__lte": timezone.now(),
        "starts_at__gte": time.first,
        "starts_at__lt": time.end,
        "topic__hidden_at": None,
        "topic__forum__kind__in": kinds.where(in_library=True),
    }
    return {f"{colab}__{name}": value for name, value in conditions.items()}


def numbers(time):
    """Return every Number, of each space and of all public ones together."""
    found = []
    for kind in (*_of_hours(time), *_of_objectives(time), _told(time)):
        found += [*_read(kind, of_site=False), *_read(kind, of_site=True)]
    return found + _pairs(time) + _uses(time)


def _of_hours(time):
    of = _held(time, "colab")
    seats, came = Registration.objects.seated().filter(**of), Attendance.objects.came().filter(**of)
    notes = Insight.objects.shared().by_people_who_stay().filter(**of)
    space = "colab__topic__forum"
    return [
        Kind(What.HOURS, seats, space, "colab", "participant"),
        Kind(What.THERE, came, space, "pk", "participant"),
        Kind(What.NOTES, notes, space, "pk", "author"),
    ]


def _of_objectives(time):
    aimed = Objective.objects.filter(**_held(time, "colab"), colab__registrations__status="seated")
    ticks = Tick.objects.filter(**_held(time, "objective__colab"))
    of_seat = "colab__registrations__participant"
    dimension = "objective__dimension"
    return [
        Kind(What.AIMED, aimed, "colab__topic__forum", "pk", of_seat, ("dimension",), 1),
        Kind(
            What.GOT,
            ticks,
            "objective__colab__topic__forum",
            "pk",
            "participant",
            (dimension, "answer"),
            1,
        ),
    ]


def _told(time):
    rows = Trial.objects.told().filter(
        told_at__gte=time.first,
        told_at__lt=time.end,
        hidden_at=None,
        experiment__hidden_at=None,
        experiment__topic__hidden_at=None,
        experiment__topic__forum__kind__in=kinds.where(in_library=True),
    )
    return Kind(What.TOLD, rows, "experiment__topic__forum", "pk", "participant", ("showed",))


def _read(kind, *, of_site):
    """Return the Numbers of a kind, in two queries."""
    rows = kind.rows.filter(**{f"{kind.space}__is_public": True}) if of_site else kind.rows
    space = () if of_site else (kind.space,)
    group = len(space) + kind.asked
    people = dict(_counted(rows, (*space, *kind.part[: kind.asked]), kind.person))
    return [
        Number(
            None if of_site else keys[0],
            kind.what,
            ":".join(str(key) for key in keys[len(space) :]),
            amount,
            people[keys[:group]],
        )
        for keys, amount in _counted(rows, (*space, *kind.part), kind.thing)
    ]


def _counted(rows, keys, what):
    """Return [(values of the keys, how many different ones)]."""
    number = Count(what, distinct=True)
    if not keys:
        return [((), rows.aggregate(number=number)["number"])]
    counted = rows.order_by().values_list(*keys).annotate(number=number)
    return [(tuple(found[:-1]), found[-1]) for found in counted]


def _pairs(time):
    """Return how many pairs said after an hour that they want to talk more (R-CONNECTED-BY-BOTH)."""
    space = "via__topic__forum"
    links = Connection.objects.of_named_spaces().filter(**_held(time, "via"))
    pairs, people = defaultdict(int), defaultdict(set)
    for forum, is_public, *two in links.values_list(space, f"{space}__is_public", "first", "second"):
        for of in (forum, None) if is_public else (forum,):
            pairs[of] += 1
            people[of] |= set(two)
    return [Number(of, What.PAIRS, "", pairs[of], len(people[of])) for of in pairs]


def _used(time):
    """Return the uses of this time by other organizations than those that made it (R-SPREAD)."""
    found = Use.objects.elsewhere().filter(ended_at=None, created_at__lt=time.end)
    return found.filter(
        confirmed_at__gte=time.first,
        output__state="published",
        output__hidden_at=None,
        output__topic__hidden_at=None,
        output__topic__forum__kind__in=kinds.where(in_library=True),
    )


def _uses(time):
    space = "output__topic__forum"
    rows = defaultdict(list)
    columns = (space, f"{space}__is_public", "output", "district", "participant")
    for forum, is_public, *row in _used(time).values_list(*columns):
        rows[forum].append(row)
        if is_public:
            rows[None].append(row)
    return [number for of, found in rows.items() for number in _of_uses(of, found)]


def _of_uses(of, rows):
    people = len({person for _output, _district, person in rows})
    districts = {district for _output, district, _person in rows if district}
    yield Number(of, What.OUTPUTS, "", len({output for output, _district, _person in rows}), people)
    yield Number(of, What.DISTRICTS, "", len(districts), people)
    for part in folded([(district, person) for _output, district, person in rows]):
        yield Number(of, What.USED_IN, part.label, part.amount, part.people)


def time_of(months):
    """Return the Time from the beginning of the first of some months to the end of the last."""
    return Time(span(months[0])[0], span(months[-1])[1])
