"""The people of an hour: who came in, and who is expected (R-I-AM-HERE)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery

from core.registry import Registry
from events.hour.groups import Person
from events.models import Attendance, Registration
from forums.models import Intention
from participants.models import Participant

# name: function of a co-lab and a panels.Reader to an expression that each person comes with, whose key is
# `OuterRef("pk")` in it: what stands beside people costs no further query
marks = Registry("what stands beside the people of an hour")


@dataclass(frozen=True)
class Guest:
    """One of the people of an hour; `role` is "" for who has a seat."""

    person: Participant
    role: str
    intention: str
    came_at: datetime | None

    @property
    def is_here(self):
        return self.came_at is not None

    @property
    def listens(self):
        """Whether they came to listen: nobody calls on them (R-LISTENERS)."""
        return not self.role and self.intention == Intention.LISTEN


def of(course):
    """Return the Guests of an hour by name, those who are here first; one query."""
    return course.once("people", lambda: _of(course))


def here(course):
    """Return the Guests who came in by the door, or say that they are here."""
    return [guest for guest in of(course) if guest.is_here]


def _of(course):
    colab = course.colab
    roles = {getattr(colab, f"{role}_id"): role for role in reversed(colab.ROLES)}
    roles.pop(None, None)
    rows = _rows(colab, roles)
    if (reader := course.known.get("reader")) is not None:
        rows = rows.annotate(**{name: mark(colab, reader) for name, mark in marks.items()})
    guests = [Guest(one, roles.get(one.pk, ""), one.intention or "", one.came_at) for one in rows]
    return sorted(guests, key=_order)


def _order(guest):
    return not guest.is_here, guest.person.name.casefold(), guest.person.pk


def _rows(colab, roles):
    seats = Registration.objects.seated().filter(colab=colab, participant=OuterRef("pk"))
    came = Attendance.objects.came().filter(colab=colab, participant=OuterRef("pk"))
    seated = Registration.objects.seated().filter(colab=colab).order_by().values("participant")
    with_a_role = Participant.objects.filter(pk__in=roles).order_by().values("pk")
    return (
        Participant.objects.active()
        .filter(_may_read(colab.topic.forum), pk__in=seated.union(with_a_role))
        .annotate(
            intention=Subquery(seats.values("intention")[:1]),
            came_at=Subquery(came.values("recorded_at")[:1]),
        )
    )


def _may_read(forum):
    """Return the rule of `Forum.readers_among`, as a condition on people."""
    joined = forum.memberships.filter(participant=OuterRef("pk"))
    return Q() if forum.is_public else Q(Exists(joined))


def to_group(course):
    """Return those who are here, in the order they came, for groups: without whoever leads and harvests."""
    came = sorted(here(course), key=lambda guest: (guest.came_at, guest.person.pk))
    return [
        Person(guest.person.pk, guest.person.district.casefold(), guest.listens)
        for guest in came
        if not guest.role
    ]
