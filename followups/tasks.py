from celery import shared_task

from followups.requests import requests


@shared_task(name="followups.notify_due")
def notify_due():
    return requests.notify_due()
