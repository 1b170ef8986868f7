"""What the letters about co-labs have in common: what is still true of them, and what all of them say.

A message about a seat is true only for the seat of which it speaks, and for the start that was known when it
was written: what changed since has a message of its own.
"""

from datetime import datetime

from events.calendar import invitations
from events.models import CoLab, Registration
from mailing.registry import Letter


def registration_of(message, status):
    """The registration of which a message speaks, while its co-lab lies ahead and this is its state."""
    registration = (
        Registration.objects.filter(pk=message.about["registration"], status=status)
        .select_related("colab__topic__forum", "colab__organizer", "participant")
        .first()
    )
    if registration is None or not registration.colab.is_announced or registration.colab.has_started:
        return None
    return registration


def seat_of(message):
    """The seat of which a message speaks: the same calendar entry, the same start. None if it is no more."""
    registration = registration_of(message, Registration.Status.SEATED)
    if registration is None or str(registration.uid) != message.about["uid"]:
        return None
    return registration if registration.colab.starts_at == start_of(message) else None


def waiting_of(message):
    registration = registration_of(message, Registration.Status.WAITING)
    return registration if registration and registration.colab.starts_at == start_of(message) else None


def colab_of(colabs, about):
    return colabs.select_related("topic__forum", "organizer").filter(pk=about["colab"]).first()


def colab_with_role(message):
    """The co-lab ahead, not moved since, in which the reader has a role."""
    colab = colab_of(CoLab.objects.ahead(), message.about)
    if colab is None or colab.has_started or colab.starts_at != start_of(message):
        return None
    return colab if colab.role_of(message.recipient) else None


def start_of(message):
    return datetime.fromisoformat(message.about["start"])


def letter_about(template, colab, calendar=None, **context):
    """The Letter of a template in events/email, with what each of them shows of its co-lab."""
    return Letter(
        f"events/email/{template}",
        {
            "colab": colab,
            "link": invitations.link(colab),
            "utc": invitations.utc_words(colab),
            **context,
        },
        calendar,
    )


def invitation(template, registration, partstat="ACCEPTED"):
    """A Letter with the calendar entry of a seat."""
    calendar = invitations.request(registration, partstat)
    return letter_about(template, registration.colab, calendar, registration=registration)
