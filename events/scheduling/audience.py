"""Whom the hour of a co-lab concerns, what they have borne lately, and what else they have at that hour.

Three queries, however many people: `people`, `seats_of` and `duties_of`. Nobody's name is read.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from events.models import CoLab, Registration
from events.scheduling import fairness
from forums.models import Nomination, Watch
from participants.models import Participant


@dataclass(frozen=True)
class Person:
    """What the time finder knows of somebody: no name. `nominated` says whether rule 7 asks them."""

    pk: int
    zone: object
    window: tuple
    country: str
    region: str
    nominated: bool = True

    @property
    def clock(self):
        return self.zone, self.window


def people(topic, colab=None, follows=None):
    """Those who nominated or watch a topic, have a seat or a place in the queue of `colab`, or waited in vain
    in the lineage of `follows`; each once, in no order that says anything."""
    groups = [Watch.objects.filter(topic=topic).values("participant")]
    if colab:
        groups.append(Registration.objects.present().filter(colab=colab).values("participant"))
    if follows:
        lineage = CoLab.objects.of_lineage(follows)
        waited = Registration.objects.filter(status=Registration.Status.WAITING, colab__in=lineage)
        groups.append(waited.values("participant"))
    nominated = Nomination.objects.filter(topic=topic)
    concerned = nominated.values("participant").union(*groups)
    rows = (
        Participant.objects.active()
        .filter(pk__in=concerned)
        .annotate(nominated=Exists(nominated.filter(participant=OuterRef("pk"))))
        .order_by("pk")
        .values_list("pk", "zone", "day_starts", "day_ends", "country", "region", "nominated")
    )
    return [Person(pk, zone, (begin, end), *rest) for pk, zone, begin, end, *rest in rows]


@dataclass(frozen=True)
class Seat:
    """A seat that a participant (a key) has or had; instants, and length in minutes."""

    participant: int
    begins: datetime
    ends: datetime
    minutes: int


def seats_of(participants, now, until, besides=None):
    """The seats of these participants (keys) in other co-labs than `besides`: in those held within the eight
    weeks before `now`, and in those that begin before `until`."""
    rows = (
        Registration.objects.seated()
        .filter(
            participant__in=participants,
            colab__state=CoLab.State.ANNOUNCED,
            colab__starts_at__gt=now - fairness.MEMORY,
            colab__starts_at__lt=until,
        )
        .exclude(colab=besides)
        .values_list("participant", "colab__starts_at", "colab__ends_at", "colab__minutes")
    )
    return [Seat(*row) for row in rows]


def borne(people, seats, now):
    """What each of the people has carried in held co-labs lately, in their order; None for newcomers."""
    clocks = {person.pk: person.clock for person in people}
    costs = defaultdict(list)
    for seat in seats:
        if seat.ends <= now and seat.participant in clocks:
            zone, window = clocks[seat.participant]
            costs[seat.participant].append(
                (seat.begins, fairness.cost(zone, seat.begins, seat.minutes, window))
            )
    return [fairness.borne(costs[person.pk], now) if person.pk in costs else None for person in people]


@dataclass(frozen=True)
class Duty:
    """Somebody (a key) runs another co-lab; `title` is empty where the reader may not know of it."""

    participant: int
    begins: datetime
    ends: datetime
    title: str = ""


def duties_of(team, reader, now, until, besides=None):
    """What these participants (keys) organize, facilitate or harvest before `until`, drafts too."""
    roles = ("organizer", "facilitator", "harvester")
    theirs = Q()
    for role in roles:
        theirs |= Q(**{f"{role}__in": team})
    readable = CoLab.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    rows = (
        CoLab.objects.exclude(state=CoLab.State.CALLED_OFF)
        .filter(theirs, ends_at__gt=now, starts_at__lt=until)
        .exclude(pk=besides and besides.pk)
        .annotate(readable=Exists(readable))
        .order_by("starts_at", "pk")
        .values_list("starts_at", "ends_at", "title", "readable", *(f"{role}_id" for role in roles))
    )
    return [
        Duty(participant, begins, ends, title if seen else "")
        for begins, ends, title, seen, *keys in rows
        for participant in dict.fromkeys(keys)
        if participant in team
    ]


@dataclass(frozen=True)
class Diary:
    """What the team of a co-lab and the people concerned have elsewhere."""

    duties: tuple[Duty, ...] = ()
    seats: tuple[Seat, ...] = ()

    def duties_at(self, begins, ends):
        """What the team has between two instants."""
        return [duty for duty in self.duties if _meet(duty, begins, ends)]

    def seated_at(self, begins, ends):
        """How many of the people concerned sit in another co-lab then."""
        return len({seat.participant for seat in self.seats if _meet(seat, begins, ends)})


def _meet(other, begins, ends):
    return other.begins < ends and begins < other.ends
