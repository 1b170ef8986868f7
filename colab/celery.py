"""The Celery application and its schedule. Tasks carry no state: the database holds what is due."""

import os

from celery import Celery
from celery.schedules import crontab

from devserver import embedded

embedded.provide()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")

app = Celery("colab")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# A ring that was not heard before the next one is of no use, hence `expires`. Nothing is ever scheduled
# ahead: each run finds out by itself what is due (R-REMINDERS-COMPUTED).
app.conf.beat_schedule = {
    "what the minute brings": {
        "task": "events.tick",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "what is due goes out": {
        "task": "mailing.send",
        "schedule": 30,
        "options": {"expires": 25},
    },
    "what was held goes into digests": {
        "task": "mailing.fold_digests",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "those who asked hear of the follow-up": {
        "task": "followups.notify_due",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "answers to invitations come in": {
        "task": "mailing.receive",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "rules of clocks may have changed": {
        "task": "events.check_rules",
        "schedule": crontab(minute=23),
        "options": {"expires": 3000},
    },
    "search learns the words of new posts": {
        "task": "forums.read_words",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 540},
    },
    "old messages forget their bytes": {
        "task": "mailing.prune",
        "schedule": crontab(hour=9, minute=17),
        "options": {"expires": 3600},
    },
}
