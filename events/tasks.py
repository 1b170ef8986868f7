"""What Celery's clock rings each minute."""

from celery import shared_task

from events.lifecycle import reminders
from events.zone_updates import resolution
from mailing.inbound import receiving


@shared_task
def tick():
    reminders.tick()


@shared_task
def receive_replies():
    receiving.take_from_imap()


@shared_task
def check_rules():
    resolution.check()
