"""Follow-up co-labs keep their seats for new people, openly, until some days before the start.

See R-SEATS-KEPT.
"""

from django.conf import settings
from django.utils import timezone

from events.models import CoLab, Registration

KEPT_UNTIL = settings.COLAB["kept_until"]


def kept_until(colab):
    """The instant until which seats are kept, or None where nothing is kept."""
    return colab.starts_at - KEPT_UNTIL if colab.follows_id else None


def keeps_seats(colab):
    """Whether seats are kept for new people now."""
    until = kept_until(colab)
    return until is not None and timezone.now() < until


def had_a_seat(colab):
    """The people who had a seat in a held co-lab of this lineage, as a query of their keys."""
    held = CoLab.objects.held().of_lineage(colab).exclude(pk=colab.pk)
    return Registration.objects.seated().filter(colab__in=held).values("participant")


def must_let_others_go_first(colab, person):
    """Whether a free seat is kept from this person now."""
    return keeps_seats(colab) and had_a_seat(colab).filter(participant=person).exists()
