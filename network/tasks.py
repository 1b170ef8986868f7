from celery import shared_task

from network.picks import picks


@shared_task(name="network.introduce_due")
def introduce_due():
    return picks.introduce_all_due()
