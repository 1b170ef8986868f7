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

# A task that has not run before the next one is useless, hence `expires`. Nothing is scheduled ahead: each
# run finds out what is due (R-REMINDERS-COMPUTED).
app.conf.beat_schedule = {
    "tick": {
        "task": "events.tick",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "send due messages": {
        "task": "mailing.send",
        "schedule": 30,
        "options": {"expires": 25},
    },
    "fold held messages into digests": {
        "task": "mailing.fold_digests",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "notify of follow-ups": {
        "task": "followups.notify_due",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "receive calendar replies": {
        "task": "mailing.receive",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "check rules of time zones": {
        "task": "events.check_rules",
        "schedule": crontab(minute=23),
        "options": {"expires": 3000},
    },
    "read words of new posts": {
        "task": "forums.read_words",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 540},
    },
    "prune old messages": {
        "task": "mailing.prune",
        "schedule": crontab(hour=9, minute=17),
        "options": {"expires": 3600},
    },
}
