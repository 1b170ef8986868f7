"""What Celery's clock rings each minute."""

from celery import shared_task

from events import inbox, reminders


@shared_task
def tick():
    reminders.tick()


@shared_task
def receive_replies():
    inbox.take_from_imap()
