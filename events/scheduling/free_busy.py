"""The other co-labs of the team and of the people concerned: seats and duties, without names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from events.models import CoLab, Registration
from events.scheduling import fairness


@dataclass(frozen=True)
class Seat:
    """A participant's (primary key) seat, from and to which instant, and its length in minutes."""

    participant: int
    begins: datetime
    ends: datetime
    minutes: int


def seats_of(
    participants: Collection[int], now: datetime, until: datetime, besides: CoLab | None = None
) -> list[Seat]:
    """Return the seats of participants (primary keys) in co-labs other than `besides`, in one query.

    They begin after eight weeks before `now` and before `until`.
    """
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


@dataclass(frozen=True)
class Duty:
    """A role of a participant (primary key) in a co-lab; `title` is empty if the reader may not see it."""

    participant: int
    begins: datetime
    ends: datetime
    title: str = ""


def duties_of(
    team: Collection[int], reader, now: datetime, until: datetime, besides: CoLab | None = None
) -> list[Duty]:
    """Return the duties of participants (primary keys) between two instants, also in drafts, in one query."""
    readable = CoLab.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    rows = (
        CoLab.objects.naming(*team)
        .exclude(state=CoLab.State.CALLED_OFF)
        .filter(ends_at__gt=now, starts_at__lt=until)
        .exclude(pk=besides and besides.pk)
        .annotate(readable=Exists(readable))
        .order_by("starts_at", "pk")
        .values_list("starts_at", "ends_at", "title", "readable", *(f"{role}_id" for role in CoLab.ROLES))
    )
    return [
        Duty(participant, begins, ends, title if seen else "")
        for begins, ends, title, seen, *keys in rows
        for participant in dict.fromkeys(keys)
        if participant in team
    ]


@dataclass(frozen=True)
class FreeBusy:
    """The duties of the team, and the seats of the people concerned, in other co-labs."""

    duties: tuple[Duty, ...] = ()
    seats: tuple[Seat, ...] = ()

    def duties_at(self, begins: datetime, ends: datetime) -> list[Duty]:
        return [duty for duty in self.duties if _overlaps(duty, begins, ends)]

    def seated_at(self, begins: datetime, ends: datetime) -> int:
        return len({seat.participant for seat in self.seats if _overlaps(seat, begins, ends)})


def _overlaps(other: Seat | Duty, begins: datetime, ends: datetime) -> bool:
    return other.begins < ends and begins < other.ends
