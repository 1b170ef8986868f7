from celery import shared_task

from events.lifecycle import reminders
from events.zone_updates import resolution


@shared_task(name="events.tick")
def tick():
    return reminders.tick()


@shared_task(name="events.check_rules")
def check_rules():
    return resolution.check()
