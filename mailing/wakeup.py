"""Wakes a Celery worker, because there is something to send.

The database remembers what is to be done; a ring that is lost costs a minute, not a message. It is rung
from a thread of its own, so that a page neither waits for the broker nor fails with it, and at most once a
second, so that rings do not pile up.
"""

import logging
import os
import threading
import time

from celery import current_app

log = logging.getLogger(__name__)

TASK = "mailing.send"
QUIET = 1  # seconds after a ring; what was asked for meanwhile is one ring
STALE = 60  # seconds after which a ring that no worker heard is of no use: the schedule has rung by then


class _Waker:
    """The thread of one process, started with its first ring."""

    def __init__(self):
        self.wanted = threading.Event()
        self._start = threading.Lock()
        self._thread = None
        self._silent = False

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
            with current_app.connection_for_write() as line:  # a new one survives forks and restarts
                current_app.send_task(TASK, connection=line, retry=False, ignore_result=True, expires=STALE)
        except Exception as problem:  # whatever the broker's client raises: the schedule rings anyway
            if not self._silent:
                log.warning("The broker does not answer (%s); the schedule will send.", problem)
            self._silent = True
        else:
            self._silent = False


_waker = _Waker()


def wake():
    """Ask for a run of the sender; returns at once."""
    _waker.wake()


def _begin_afresh():
    """A forked process has no thread of its parent's, and may find a lock held that nobody releases."""
    global _waker
    _waker = _Waker()


os.register_at_fork(after_in_child=_begin_afresh)
