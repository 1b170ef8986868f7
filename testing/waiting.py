"""Waiting for what another process or thread does."""

import time


def wait_until(true, seconds=60):
    """Return what `true` returns once it is true; AssertionError if that takes longer."""
    deadline = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)
    return value
