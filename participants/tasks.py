"""Tasks of Celery: each is one line that calls a function."""

from celery import shared_task

from core import pruning
from participants import limits


@shared_task(name="participants.prune")
def prune():
    """Run what each part has declared."""
    pruning.run()


@shared_task(name="participants.prune_limits")
def prune_limits():
    limits.prune()
