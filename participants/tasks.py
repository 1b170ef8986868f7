"""Tasks of Celery: each is one line that calls a function."""

from celery import shared_task

from core import pruning
from participants import limits
from participants.open_ends import weekly


@shared_task(name="participants.prune")
def prune():
    """Run what each part has declared."""
    pruning.run()


@shared_task(name="participants.note_open_ends")
def note_open_ends():
    weekly.post_due()


@shared_task(name="participants.prune_limits")
def prune_limits():
    limits.prune()
