"""Attendance: recorded by entering the room, corrected by the organizer, never public (R-ATTENDANCE)."""

from django.utils.translation import gettext as _

from events.models import CoLab, Registration
from events.registration import seats
from participants.models import Participant

Attendance = Registration.Attendance


def expected(colab):
    """Return the registrations with a seat, and those that came and gave their seat up later."""
    came = colab.registrations.filter(attendance=Attendance.CAME)
    return (
        (colab.registrations.seated() | came)
        .select_related("participant")
        .order_by("participant__name", "pk")
    )


def record(colab, by, marks):
    """Set the attendance of registrations; `marks` maps primary keys to CAME, ABSENT or UNKNOWN.

    Raise seats.Refused before the start, and for anybody but the organizer.
    """
    with seats.holding(colab) as colab:
        if colab.role_of(by) != "organizer":
            raise seats.Refused(_("Only the organizer of this co-lab can do this."))
        if not colab.is_announced or not colab.has_started:
            raise seats.Refused(_("Who came can be said once the co-lab has started."))
        registrations = list(expected(colab))
        for registration in registrations:
            registration.attendance = Attendance(marks.get(registration.pk, registration.attendance))
        Registration.objects.bulk_update(registrations, ["attendance"])


def reset(colab):
    """Reset attendance: entering the room before a move is no attendance."""
    colab.room_entries.all().delete()
    colab.registrations.update(attendance=Attendance.UNKNOWN)


def people_present(colab):
    """Return the participants who came to their seat or have a role, and may read the forum today."""
    came = colab.registrations.of_readers().filter(attendance=Attendance.CAME).order_by()
    holders = [CoLab.objects.filter(pk=colab.pk).order_by().holders(role) for role in CoLab.ROLES]
    # A union leads to a few keys, where a condition with OR would be asked of every participant.
    present = came.values("participant").union(*holders)
    return Participant.objects.active().filter(pk__in=present).order_by("name", "pk")


def was_there(colab, person):
    return person.is_authenticated and people_present(colab).filter(pk=person.pk).exists()


def held_for(person):
    return CoLab.objects.held().attended_by(person).order_by("-ends_at", "-pk")
