from celery import shared_task

from followups.requests import requests


@shared_task(name="followups.tell_due")
def tell_due():
    requests.tell_due()
