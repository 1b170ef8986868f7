"""What Celery's clock rings each minute."""

from celery import shared_task

from events import reminders


@shared_task
def tick():
    reminders.tick()
