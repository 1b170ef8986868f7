"""The room: the video call, wherever it is, and the one door to it (R-ROOM-DOOR)."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from events.models import CoLab, Registration, RoomEntry

OPENS = settings.COLAB["room_opens"]


class Refused(refusals.Refused):
    """The door stays closed, and why."""


def opens_at(colab):
    return colab.starts_at - OPENS


def closes_at(colab):
    return colab.ends_at + OPENS


def is_open(colab):
    """From 15 minutes before the start until 15 minutes after the end, if it takes place."""
    return colab.is_announced and opens_at(colab) <= timezone.now() < closes_at(colab)


@transaction.atomic
def enter(colab, person):
    """The address of the room, for a person with a seat or a role while it is open; records who came.

    Raises Refused for everybody else and at any other time.
    """
    colab = CoLab.objects.get(pk=colab.pk)
    if not is_open(colab):
        raise Refused(_closed_because(colab))
    seated = colab.registrations.seated().filter(participant=person)
    came = seated.update(attendance=Registration.Attendance.CAME)
    if not came and not colab.role_of(person):
        raise Refused(_("The room is for people with a seat or a role in this co-lab."))
    RoomEntry.objects.get_or_create(colab=colab, participant=person)
    return colab.room_url


def _closed_because(colab):
    if colab.is_called_off:
        return _("This co-lab was called off.")
    if not colab.is_announced:
        return _("This co-lab is not announced yet.")
    if timezone.now() < opens_at(colab):
        return _("The room opens 15 minutes before the start.")
    return _("The room is closed.")
