"""Whether those who were there let others read the harvest, where a space asks them (R-HARVEST-CONSENT)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from events.models.locking import holding
from events.registration import attendance
from followups.models import Harvest, HarvestVoice
from forums import kinds
from participants import limits


class Refused(refusals.Refused):
    """Why somebody's voice is not taken."""


def is_asked(colab, harvest):
    """Return whether the reader of a co-lab `with_presence_of` them is asked about its recorded harvest."""
    return colab.was_there and asks(colab) and harvest is not None and not harvest.nothing_to_record


def asks(colab):
    return colab.topic.forum.rules.harvest_for == kinds.THERE


def voice_of(harvest, person):
    """Return whether this person agrees, or None while they have not said."""
    return harvest.voices.filter(participant=person).values_list("agrees", flat=True).first()


def stamp(harvest):
    """Return what a page says of the harvest that it shows: one agrees to the words that one has read."""
    return f"{harvest.changed_at.timestamp():.6f}"


def say(colab, person, *, agrees, read):
    """Note whether somebody who was there lets members read the harvest whose `stamp` they have `read`.

    Idempotent. Raise Refused. Nobody is told, and nobody can look it up.
    """
    with holding(colab) as colab:
        harvest = Harvest.objects.recorded().filter(colab=colab, nothing_to_record=False).first()
        if harvest is None or not asks(colab) or not attendance.was_there(colab, person):
            raise Refused(_("Those who were there are asked, once there is a harvest."))
        if read != stamp(harvest):
            raise Refused(_("The harvest was changed meanwhile. Read it again, then answer."))
        if voice_of(harvest, person) == agrees:
            return
        if agrees:
            limits.spend(person, "edit")
        HarvestVoice.objects.update_or_create(
            harvest=harvest, participant=person, defaults={"agrees": agrees, "said_at": timezone.now()}
        )
