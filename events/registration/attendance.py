"""Who was there: known from the door of the room, corrected by the organizer, never public (R-ATTENDANCE)."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from events.models import CoLab, Registration
from events.registration import seats
from participants.models import Participant

Attendance = Registration.Attendance


def expected(colab):
    """Who had a seat, and whoever came and gave it up later."""
    came = colab.registrations.filter(attendance=Attendance.CAME)
    return (
        (colab.registrations.seated() | came)
        .select_related("participant")
        .order_by("participant__name", "pk")
    )


def record(colab, by, marks):
    """Correct who came; `marks` maps the keys of registrations to CAME, ABSENT or UNKNOWN.

    Raises seats.Refused before the start, and for anybody but the organizer.
    """
    with seats.holding(colab) as colab:
        if colab.organizer_id != by.pk:
            raise seats.Refused(_("Only the organizer of this co-lab can do this."))
        if not colab.is_announced or not colab.has_started:
            raise seats.Refused(_("Who came can be said once the co-lab has started."))
        for registration in expected(colab):
            mark = marks.get(registration.pk, registration.attendance)
            if mark != registration.attendance:
                registration.attendance = Attendance(mark)
                registration.save(update_fields=["attendance"])


def people_present(colab):
    """The participants who were there: those who came to their seat, and the roles that came or run it."""
    came = Registration.objects.filter(colab=colab, participant=OuterRef("pk"), attendance=Attendance.CAME)
    roles = [getattr(colab, f"{role}_id") for role in CoLab.ROLES]
    return (
        Participant.objects.active()
        .filter(Q(Exists(came)) | Q(pk__in=filter(None, roles)))
        .order_by("name", "pk")
    )


def was_there(colab, person):
    return person.is_authenticated and people_present(colab).filter(pk=person.pk).exists()


def held_for(person):
    """The held co-labs at which this person was, the latest first."""
    came = Registration.objects.filter(participant=person, attendance=Attendance.CAME).values("colab")
    mine = Q(pk__in=came) | Q(pk__in=CoLab.objects.with_role(person).values("pk"))
    return CoLab.objects.held().filter(mine).order_by("-ends_at", "-pk")
