"""Wakes a Celery worker when there is something to send.

The work is recorded in the database: a lost wakeup costs a minute, not a message. Wakeups are sent by a
thread of their own, so that no page waits for the broker or fails with it, and at most once a second.
"""

import logging
import os
import threading
import time

from celery import current_app

log = logging.getLogger(__name__)

TASK = "mailing.send"
QUIET = 1  # seconds after a wakeup; requests in this time become one wakeup
STALE = 60  # seconds after which a wakeup expires: by then the schedule has run the task


class _Waker:
    def __init__(self):
        self.wanted = threading.Event()
        self._start = threading.Lock()
        self._thread = None
        self._warned = False

    def wake(self):
        self.wanted.set()
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._keep_waking, name="wakeup", daemon=True)
                self._thread.start()

    def _keep_waking(self):
        while self.wanted.wait():
            self.wanted.clear()
            self._wake_once()
            time.sleep(QUIET)

    def _wake_once(self):
        try:
            with current_app.connection_for_write() as connection:  # a new one, for forks and restarts
                current_app.send_task(
                    TASK, connection=connection, retry=False, ignore_result=True, expires=STALE
                )
        except Exception as problem:  # any error of the broker's client: the schedule sends anyway
            if not self._warned:
                log.warning("The broker does not answer (%s); the schedule will send.", problem)
            self._warned = True
        else:
            self._warned = False


_waker = _Waker()


def wake():
    """Return at once."""
    _waker.wake()


def _reset():
    """Replace the waker in a forked process, which has no such thread and may have a held lock."""
    global _waker
    _waker = _Waker()


os.register_at_fork(after_in_child=_reset)
