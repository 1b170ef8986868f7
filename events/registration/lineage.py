"""Seats of follow-up co-labs are kept for newcomers to the lineage (R-SEATS-KEPT)."""

from django.conf import settings
from django.utils import timezone

from events.models import CoLab, Registration

KEPT_UNTIL = settings.COLAB["kept_until"]


def kept_until(colab):
    return colab.starts_at - KEPT_UNTIL if colab.follows_id else None


def keeps_seats(colab):
    until = kept_until(colab)
    return until is not None and timezone.now() < until


def had_a_seat(colab):
    """Return the primary keys of those who had a seat in a held co-lab of this lineage, as a queryset."""
    held = CoLab.objects.held().of_lineage(colab).exclude(pk=colab.pk)
    return Registration.objects.seated().filter(colab__in=held).values("participant")


def must_let_others_go_first(colab, person):
    return keeps_seats(colab) and had_a_seat(colab).filter(participant=person).exists()
