"""Locks on files, which the kernel lets go of when their holder ends, however it ends."""

import fcntl
import os
import time
from contextlib import contextmanager


def take(path, mode, wait=True):
    """Lock the file (`fcntl.LOCK_SH` or `LOCK_EX`): its descriptor, or None if that would mean waiting."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
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
    while (descriptor := take(path, fcntl.LOCK_SH, wait=False)) is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    os.close(descriptor)
    return True
