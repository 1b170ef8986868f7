"""File locks, which the kernel releases when their holder ends, by whatever means."""

import fcntl
import os
import time
from contextlib import contextmanager


def take(path, mode, wait=True, create=True):
    """Lock the file (`fcntl.LOCK_SH` or `LOCK_EX`); return its descriptor, or None if it would block.

    Without `create`, raise FileNotFoundError if the file does not exist.
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
    descriptor = take(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def wait_until_free(path, seconds):
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
