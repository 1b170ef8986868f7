"""The lock under which everything about one co-lab changes: its seats, its time, its state (R-LOCK-ORDER)."""

from contextlib import contextmanager

from django.db import transaction

from core.web.refusals import refused_when_busy
from events.models.colab import CoLab


@contextmanager
def holding(colab):
    """Yield the co-lab, read again with its row locked. Raise Busy if others hold a row for too long."""
    with refused_when_busy(), transaction.atomic():
        yield CoLab.objects.select_for_update(no_key=True).get(pk=colab.pk)


@contextmanager
def holding_all(colabs):
    """Yield these co-labs (a queryset) with their rows locked, in the order of their numbers."""
    with refused_when_busy(), transaction.atomic():
        pks = list(colabs.values_list("pk", flat=True))
        yield list(CoLab.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
