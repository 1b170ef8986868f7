"""Locks on files, which the kernel lets go of when their holder ends, however it ends."""

import fcntl
import os
import time
from contextlib import contextmanager


def take(path, mode, wait=True, create=True):
    """Lock the file (`fcntl.LOCK_SH` or `LOCK_EX`): its descriptor, or None if that would mean waiting.

    Without `create`, raises FileNotFoundError where there is none.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT * create, 0o600)
    try:
        fcntl.flock(descriptor, mode if wait else mode | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def alone(path):
    """Hold the file's exclusive lock; wait for it first."""
    descriptor = take(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def wait_until_free(path, seconds):
    """Wait until nobody holds the exclusive lock. Answers whether that came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            descriptor = take(path, fcntl.LOCK_SH, wait=False, create=False)
        except FileNotFoundError:
            return True
        if descriptor is not None:
            os.close(descriptor)
            return True
        time.sleep(0.01)
    return False
