"""The room and its door (R-ROOM-DOOR)."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from events.models import Attendance, CoLab, RoomEntry
from events.models.hour import OPENS
from events.room import own_rooms, passes


class Refused(refusals.Refused):
    """The room may not be entered; the text is for the person."""


def opens_at(colab):
    return colab.starts_at - OPENS


def closes_at(colab):
    return colab.ends_at + OPENS


def is_open(colab):
    return colab.is_announced and opens_at(colab) <= timezone.now() < closes_at(colab)


@transaction.atomic
def enter(colab, person):
    """Record the entry of a person. Return the room's address, with a pass where it is one of ours.

    Raise Refused for others and while the room is closed.
    """
    colab = _come_in(colab, person)
    return _with_pass(colab, person)


@transaction.atomic
def dial_in(colab, person):
    """Record the entry of a person who comes by telephone. Return the number to dial. Raise Refused."""
    if not CoLab.objects.get(pk=colab.pk).dial_in:
        raise Refused(_("There is no number to dial in. Enter the room by its button."))
    return _come_in(colab, person).dial_in


def _come_in(colab, person):
    """Record the entry of a person with a seat or a role that counts (R-ROLES-TODAY). Return the co-lab.

    While the hour lasts, it also tells that they came; after it, what was said of them stands.
    """
    colab = CoLab.objects.select_related("topic__forum").get(pk=colab.pk)
    if not is_open(colab):
        raise Refused(_closed_because(colab))
    seated = colab.registrations.seated().of_readers().filter(participant=person)
    if not seated.exists() and not colab.role_of(person):
        raise Refused(_("The room is for people with a seat or a role in this co-lab."))
    RoomEntry.objects.get_or_create(colab=colab, participant=person)
    came = {"mark": Attendance.Mark.CAME, "source": Attendance.Source.DOOR}
    note = Attendance.objects.get_or_create if colab.has_ended else Attendance.objects.update_or_create
    note(colab=colab, participant=person, defaults=came)
    return colab


def _with_pass(colab, person):
    """Return the address of the room; a pass is for this room and person, and good until the door closes."""
    signer, room = passes.read(settings.ROOM_JWT), own_rooms.name_of(colab.room_url)
    if not (signer and room):
        return colab.room_url
    written = passes.write(
        signer,
        room,
        name=person.name if colab.topic.forum.rules.names_authors else "",
        moderates=colab.is_led_by(person),
        now=timezone.now(),
        until=closes_at(colab),
    )
    return passes.with_pass(colab.room_url, written)


def expose(colabs):
    """Remember that somebody who left may know the address of these rooms (R-ROOM-RENEWED)."""
    colabs.update(room_exposed_at=timezone.now())


def _closed_because(colab):
    if colab.is_called_off:
        return _("This co-lab was called off.")
    if not colab.is_announced:
        return _("This co-lab is not announced yet.")
    if timezone.now() < opens_at(colab):
        return _("The room opens 15 minutes before the start.")
    return _("The room is closed.")
