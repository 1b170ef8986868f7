from celery import shared_task

from core import pruning


@shared_task(name="participants.prune")
def prune():
    """Run what each part has declared."""
    pruning.run()
