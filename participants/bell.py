"""The doorbell: tells a Celery worker that there is something to send.

The database remembers what is to be done; a ring that is lost costs a minute, not a message. It is rung
from a thread of its own, so that a page neither waits for the broker nor fails with it.
"""

import logging
import threading

from celery import current_app

log = logging.getLogger(__name__)
_wanted = threading.Event()
_start = threading.Lock()
_ringer = None


def ring():
    """Ask for a run of the sender; returns at once."""
    global _ringer
    _wanted.set()
    with _start:
        if _ringer is None or not _ringer.is_alive():
            _ringer = threading.Thread(target=_keep_ringing, name="bell", daemon=True)
            _ringer.start()


def _keep_ringing():
    while _wanted.wait():
        _wanted.clear()
        try:
            current_app.send_task("participants.tasks.send_messages", retry=False, ignore_result=True)
        except Exception as problem:  # whatever the broker's client raises: the schedule rings again anyway
            log.warning("The broker does not answer (%s); the schedule will send.", problem)
