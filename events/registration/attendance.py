"""Who was there: known from the door of the room, corrected by the organizer, never public (rule 19)."""

from django.utils.translation import gettext as _

from events.models import Registration
from events.registration import seats

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
