from celery import shared_task

from learning.reflection import month
from learning.value import readings


@shared_task(name="learning.ask_after_a_month")
def ask_after_a_month():
    return month.ask_due()


@shared_task(name="learning.take_readings")
def take_readings():
    return readings.take_due()
