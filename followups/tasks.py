from celery import shared_task

from followups.requests import requests


@shared_task
def tell_about_follow_ups():
    requests.tell_due()
