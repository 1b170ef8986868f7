"""The Celery application, its options and schedule. Tasks carry no state: the database holds what is due."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_init

from core.database import limits
from devserver import embedded

embedded.provide()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")

app = Celery("colab")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.update(
    broker_transport_options={"socket_timeout": 2, "socket_connect_timeout": 2, "visibility_timeout": 600},
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=2,
    task_ignore_result=True,
    task_acks_late=True,
    task_publish_retry=False,
    worker_prefetch_multiplier=1,
    timezone="UTC",
)


@worker_init.connect
def _limit_the_database(**about):
    limits.apply()


def _run(task, schedule, expires):
    return {"task": task, "schedule": schedule, "options": {"expires": expires}}


# Seconds, or a crontab. A task that has not run before the next one is useless, hence `expires`. Nothing is
# scheduled ahead: each run finds out what is due (R-REMINDERS-COMPUTED).
app.conf.beat_schedule = {
    "tick": _run("events.tick", 60, expires=55),
    "send due messages": _run("mailing.send", 30, expires=25),
    "fold held messages into digests": _run("mailing.fold_digests", 60, expires=55),
    "notify of follow-ups": _run("followups.notify_due", 60, expires=55),
    "introduce who picked each other": _run("network.introduce_due", 60, expires=55),
    "ask what came of an hour": _run("learning.ask_after_a_month", crontab(minute=50), expires=3000),
    "receive calendar replies": _run("mailing.receive", 60, expires=55),
    "check rules of time zones": _run("events.check_rules", crontab(minute=23), expires=3000),
    "readings of value": _run("learning.take_readings", crontab(hour="*/6", minute=35), expires=3600),
    "readings of the network": _run("network.take_readings", crontab(minute=20), expires=3000),
    "settle proposals of principles": _run("forums.settle_proposals", crontab(minute="*/10"), expires=540),
    "read words of new posts": _run("forums.read_words", crontab(minute="*/10"), expires=540),
    "note open ends": _run("participants.note_open_ends", crontab(minute="*/10"), expires=540),
    "prune counts of limits": _run("participants.prune_limits", 60, expires=55),
    "prune old messages": _run("mailing.prune", crontab(hour=9, minute=17), expires=3600),
    "prune what has had its time": _run("participants.prune", crontab(hour=9, minute=41), expires=3600),
}
