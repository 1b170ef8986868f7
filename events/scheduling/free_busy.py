"""What else the team of a co-lab and the people concerned have at an hour. Nobody's name is read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from events.models import CoLab, Registration
from events.scheduling import fairness


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


@dataclass(frozen=True)
class Duty:
    """Somebody (a key) runs another co-lab; `title` is empty where the reader may not know of it."""

    participant: int
    begins: datetime
    ends: datetime
    title: str = ""


def duties_of(team, reader, now, until, besides=None):
    """What these participants (keys) organize, facilitate or harvest before `until`, drafts too."""
    readable = CoLab.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    rows = (
        CoLab.objects.with_role(*team)
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
    """What the team of a co-lab and the people concerned have elsewhere."""

    duties: tuple[Duty, ...] = ()
    seats: tuple[Seat, ...] = ()

    def duties_at(self, begins, ends):
        """What the team has between two instants."""
        return [duty for duty in self.duties if _overlaps(duty, begins, ends)]

    def seated_at(self, begins, ends):
        """How many of the people concerned sit in another co-lab then."""
        return len({seat.participant for seat in self.seats if _overlaps(seat, begins, ends)})


def _overlaps(other, begins, ends):
    return other.begins < ends and begins < other.ends
