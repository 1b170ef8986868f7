"""What Celery's clock rings: each task is one line over a function that can be called without it."""

from celery import shared_task

from events.lifecycle import reminders
from events.zone_updates import resolution


@shared_task(name="events.tick")
def tick():
    reminders.tick()


@shared_task(name="events.check_rules")
def check_rules():
    resolution.check()
