from celery import shared_task

from learning.reflection import month


@shared_task(name="learning.ask_after_a_month")
def ask_after_a_month():
    return month.ask_due()
