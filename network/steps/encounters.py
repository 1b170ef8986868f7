"""Where one sees the name of somebody: in a next step of both (R-ASKED-ALONG)."""

from django.db.models import Q

from network.models import StepPart
from participants.profiles import encounters


def in_one(person, reader):
    """Whoever is in a step sees all of its people; who is asked along, those who are in it."""
    seen = Q(agreed_at__isnull=False) | Q(step__parts__agreed_at__isnull=False)
    return StepPart.objects.filter(seen, participant=person, step__parts__participant=reader).exists()


encounters.where.add("people of one step", in_one)
