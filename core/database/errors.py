"""Errors of PostgreSQL that pass by themselves."""

from django.db import OperationalError
from psycopg import errors

# Somebody else has the row, or had to be let go first: the same may succeed at once.
HELD_UP = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)


def is_held_up(error: BaseException | None) -> bool:
    """Return whether a statement was ended in favour of another transaction, and may be repeated."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, HELD_UP)


def is_too_slow(error: BaseException | None) -> bool:
    """Return whether a statement was ended because it took too long."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, errors.QueryCanceled)
