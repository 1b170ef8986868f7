"""What Celery rings: each task is one line over a function that can be called without it."""

from celery import shared_task

from mailing import digests, outbox


@shared_task
def send_messages():
    outbox.send_due()


@shared_task
def prune():
    outbox.prune()


@shared_task
def fold_digests():
    digests.fold_due()
