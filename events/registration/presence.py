"""Who was there (rule 19): recorded by the room's door, corrected by the organizer."""

from django.db.models import Exists, OuterRef, Q

from events.models import CoLab, Registration
from participants.models import Participant


def people(colab):
    """The participants who were there: those who came to their seat, and the roles that came or run it."""
    came = Registration.objects.filter(
        colab=colab, participant=OuterRef("pk"), attendance=Registration.Attendance.CAME
    )
    roles = [pk for pk in (colab.organizer_id, colab.facilitator_id, colab.harvester_id) if pk]
    return Participant.objects.active().filter(Q(Exists(came)) | Q(pk__in=roles)).order_by("name", "pk")


def was_there(colab, person):
    return person.is_authenticated and people(colab).filter(pk=person.pk).exists()


def held_for(person):
    """The held co-labs at which this person was, the latest first."""
    came = Registration.objects.filter(participant=person, attendance=Registration.Attendance.CAME)
    return (
        CoLab.objects.held()
        .filter(
            Q(pk__in=came.values("colab")) | Q(organizer=person) | Q(facilitator=person) | Q(harvester=person)
        )
        .order_by("-ends_at", "-pk")
    )
