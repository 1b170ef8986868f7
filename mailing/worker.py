"""The sender and Celery's schedule in this process, without a broker: `manage.py send_messages`."""

import logging
import threading

from celery import current_app
from celery.schedules import maybe_schedule
from django.db import close_old_connections

from mailing import outbox, wakeup

log = logging.getLogger(__name__)

PAUSE = 2  # seconds between two polls of the outbox
GRACE = 10  # seconds for the schedule's running task to end


def run_once():
    """Run every task of the schedule, then send what is due. Return the number of settled messages."""
    Schedule(current_app).run_all()
    return outbox.send_due()


def run_until(stopped):
    """Send what is due and keep the schedule, until the `threading.Event` is set."""
    schedule = Schedule(current_app)
    log.info("Sending messages; the schedule runs here, without a broker.")
    ticking = threading.Thread(target=schedule.keep, args=[stopped], name="schedule", daemon=True)
    ticking.start()
    while not stopped.is_set():
        settled = _call_safely("send_messages", outbox.send_due, stopped=stopped.is_set)
        if not settled:
            stopped.wait(PAUSE)
    ticking.join(GRACE)
    log.info("Stopped: what is due waits in the outbox.")


class Schedule:
    """Celery's beat schedule without the task of sending, run in this process."""

    def __init__(self, app):
        app.loader.import_default_modules()  # as a worker does, to register the tasks
        self._entries = [
            (app.tasks[entry["task"]], maybe_schedule(entry["schedule"]))
            for entry in app.conf.beat_schedule.values()
            if entry["task"] != wakeup.TASK
        ]
        self._last = {}

    def run_all(self):
        for task, _schedule in self._entries:
            _call_safely(task.name, task)

    def keep(self, stopped):
        """Run what is due, until the event `stopped` is set. For a thread, so that no task delays mail."""
        while not stopped.wait(PAUSE):
            self._run_due()

    def _run_due(self):
        for task, schedule in self._entries:
            last, now = self._last.get(task.name), schedule.now()
            if last is None or schedule.is_due(last).is_due:
                self._last[task.name] = now
                _call_safely(task.name, task)


def _call_safely(name, work, **options):
    """Call and return the result; on an exception, log it and return 0, so that the loop goes on."""
    close_old_connections()
    try:
        return work(**options)
    except Exception:
        log.exception("%s did not go well; it is tried again.", name)
        return 0
