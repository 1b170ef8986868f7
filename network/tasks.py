from celery import shared_task

from network.map import readings
from network.picks import picks


@shared_task(name="network.take_readings")
def take_readings():
    readings.take_due()


@shared_task(name="network.introduce_due")
def introduce_due():
    return picks.introduce_all_due()
