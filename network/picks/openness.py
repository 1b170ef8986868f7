"""“I am open to be asked”: whom one can pick where the space shows no names (R-OPEN-TO-BE-ASKED)."""

from django.utils.translation import gettext as _

from core.web import refusals
from events.models.locking import holding
from events.registration import attendance
from forums import kinds
from network.models import Openness, Pick


class Refused(refusals.Refused):
    """Why somebody cannot say that they are open to be asked."""


def is_asked_for(colab):
    return colab.topic.forum.rules.picks_among == kinds.OPEN


def among(colab):
    """Return the participants who can be picked after a co-lab, each by each other of them."""
    present = attendance.people_present(colab)
    if not is_asked_for(colab):
        return present
    return present.filter(pk__in=Openness.objects.filter(colab=colab).values("participant"))


def pickable_by(colab, person):
    """Return whom this person can pick, with themselves; nobody if they cannot be picked."""
    people = among(colab)
    return people if people.filter(pk=person.pk).exists() else people.none()


def say(colab, person):
    """Record that a person who was there is open to be asked. Idempotent. Raise Refused."""
    if not colab.is_held:
        raise Refused(_("You can choose whom to follow up with when the hour is over."))
    present = attendance.presence(colab, person)
    if attendance.may_say(present):
        raise Refused(_("This is for those who were there. Were you? Say so first."))
    if not present.was_there:
        raise Refused(_("This is for those who were there. If you were, ask the organizer to correct it."))
    Openness.objects.bulk_create([Openness(colab=colab, participant=person)], ignore_conflicts=True)


def take_back(colab, person):
    """Delete it, with the person's picks that have led to nothing. Idempotent."""
    with holding(colab) as colab:
        Openness.objects.filter(colab=colab, participant=person).delete()
        Pick.objects.filter(colab=colab, chooser=person, introduced_at=None).delete()
