"""What Celery's clock rings each minute."""

from celery import shared_task

from events import inbox, reminders, rules_moved


@shared_task
def tick():
    reminders.tick()


@shared_task
def receive_replies():
    inbox.take_from_imap()


@shared_task
def check_rules():
    rules_moved.check()
