"""The sender and the schedule in one process, without Celery's processes and without a broker."""

import logging
import signal
import threading
from contextlib import contextmanager

from celery import current_app
from celery.schedules import maybe_schedule
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.translation import gettext as _

from mailing import outbox, wakeup

log = logging.getLogger(__name__)

PAUSE = 2  # seconds between two polls of the outbox
GRACE = 10  # seconds for the schedule's running task to end
SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    help = (
        "Sends the messages that are due, after writing the reminders that are due. "
        "With --loop it goes on until it is stopped: no Celery and no Redis are needed then."
    )

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="go on until SIGTERM or Ctrl-C")

    def handle(self, *args, loop, **options):
        schedule = Schedule(current_app)
        if loop:
            with _stopped_by_signals() as stopped:
                self._go_on(schedule, stopped)
        else:
            schedule.run_all()
            sent = outbox.send_due()
            self.stdout.write(_("%(number)d messages settled.") % {"number": sent})

    def _go_on(self, schedule, stopped):
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
            task()

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


@contextmanager
def _stopped_by_signals():
    """Yield an Event that SIGTERM and SIGINT set, within the block."""
    stopped = threading.Event()
    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in SIGNALS}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
