"""Being in the hour: “I am here”, for those who dial in (R-I-AM-HERE), and listening from now on."""

from django.utils.translation import gettext as _

from core.web import refusals
from events.hour import course
from events.models import Attendance, CoLab
from events.models.locking import holding
from events.registration import seats
from events.room import access
from forums.models import Intention


class Refused(refusals.Refused):
    """Why somebody is not in the hour; the text is for the person."""


def arrive(colab, person):
    """Record that somebody is here, as the door does. Idempotent. Raise Refused."""
    with holding(colab) as colab:
        if not access.is_open(colab):
            raise Refused(_("This can be said while the room is open."))
        if not CoLab.objects.taken_part_in_by(person).filter(pk=colab.pk).exists():
            raise Refused(_("This is for people with a seat or a role in this co-lab."))
        came = {"mark": Attendance.Mark.CAME, "source": Attendance.Source.SELF}
        noted = colab.attendances.filter(participant=person).first()
        if noted is None or (noted.is_absence and not colab.has_ended):
            Attendance.objects.update_or_create(colab=colab, participant=person, defaults=came)
            course.touch(colab)


def tell(colab):
    """Have open pages read anew who is there, while the room is open (R-HOUR-PAGE)."""
    if access.is_open(colab):
        course.touch(colab)


def listen(colab, person, *, listens):
    """Listen from now on, or share again: nobody is told. Idempotent. Raise seats.Refused."""
    registration = colab.registrations.seated().get(participant=person)
    intention = Intention.LISTEN if listens else Intention.SHARE
    if registration.intention != intention:
        seats.change(colab, person, intention)
        course.touch(colab)
