"""Not now: whom one does not want to be suggested for half a year, and which two (R-NOT-NOW)."""

from django.utils import timezone

from core import pruning
from network.models import NotNow
from network.models.offers import half_a_year_on


def say(person, other, third=None):
    """Keep it for half a year from now, and return it; nobody is told. Idempotent."""
    if third is not None:
        other, third = sorted((other, third), key=lambda one: one.pk)
    until = {"until": half_a_year_on()}
    return NotNow.objects.update_or_create(participant=person, other=other, third=third, defaults=until)[0]


def take_back(not_now):
    """Let them be suggested again. Idempotent."""
    NotNow.objects.filter(pk=not_now.pk).delete()


def prune():
    """Delete what has ended. Return the number."""
    return NotNow.objects.filter(until__lte=timezone.now()).delete()[0]


pruning.steps.add("people who may be suggested again", prune)
