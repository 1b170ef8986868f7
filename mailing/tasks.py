"""Tasks of Celery: each is one line that calls a function."""

from celery import shared_task

from mailing import digests, outbox
from mailing.inbound import receiving


@shared_task(name="mailing.send")
def send():
    return outbox.send_due()


@shared_task(name="mailing.prune")
def prune():
    return outbox.prune()


@shared_task(name="mailing.fold_digests")
def fold_digests():
    return digests.fold_due()


@shared_task(name="mailing.receive")
def receive():
    return receiving.take_from_imap()
