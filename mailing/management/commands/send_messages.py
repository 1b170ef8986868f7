import signal
import threading
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.database import limits
from mailing import worker

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    help = (
        "Sends the messages that are due, after writing the reminders that are due. "
        "With --loop it goes on until it is stopped: no Celery and no Redis are needed then."
    )

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="go on until SIGTERM or Ctrl-C")

    def handle(self, *args, loop, **options):
        with limits.applied():
            if loop:
                with _stopped_by_signals() as stopped:
                    worker.run_until(stopped)
            else:
                self.stdout.write(_("%(number)d messages settled.") % {"number": worker.run_once()})


@contextmanager
def _stopped_by_signals():
    stopped = threading.Event()
    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in SIGNALS}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
