"""What the letters about co-labs share: queries for whether they are still true, and their context.

A message about a seat is true for that seat and start only; later changes have messages of their own.
"""

from datetime import datetime

from events.calendar import invitations
from events.models import CoLab, Registration
from mailing.registry import Letter


def registration_of(message, status):
    """Return the registration of a message if it has this status and counts, and its co-lab is ahead."""
    registration = (
        Registration.objects.of_readers()
        .filter(pk=message.about["registration"], status=status)
        .select_related("colab__topic__forum", "colab__organizer", "participant")
        .first()
    )
    if registration is None or not registration.colab.is_announced or registration.colab.has_started:
        return None
    return registration


def seat_of(message):
    """Return the seat of a message if its UID and start are still the same."""
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
    """Return the co-lab ahead of a message if it was not moved and the recipient has a role."""
    colab = colab_of(CoLab.objects.ahead(), message.about)
    if colab is None or colab.has_started or colab.starts_at != start_of(message):
        return None
    return colab if colab.role_of(message.recipient) else None


def start_of(message):
    return datetime.fromisoformat(message.about["start"])


def letter_about(template, colab, calendar=None, **context):
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
    calendar = invitations.request(registration, partstat)
    return letter_about(template, registration.colab, calendar, registration=registration)
