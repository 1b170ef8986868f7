"""Work on many rows, in which a bad one does not keep back the others (R-ONE-BAD-ROW)."""

import logging
import traceback
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from django.db import InterfaceError, connection, transaction

from core.database import errors

log = logging.getLogger(__name__)


class Tally(int):
    """How much was done, and the keys of the rows that `failed`."""

    failed: tuple

    def __new__(cls, done: int = 0, failed: Iterable = ()) -> "Tally":
        made = super().__new__(cls, done)
        made.failed = tuple(failed)
        return made

    def __add__(self, other: int) -> "Tally":
        return Tally(int(self) + int(other), (*self.failed, *getattr(other, "failed", ())))


def one_by_one(
    name: str,
    rows: Iterable,
    work: Callable[[Any], int | None],
    key: Callable = attrgetter("pk"),
) -> Tally:
    """Call `work` for each row, each in a transaction of its own, and add up what it returns.

    What raises is logged and left for the next time, as is a row that somebody else holds. The log has its
    `key`, which is no personal data, and not the words of the error, which may quote the row. An error that
    concerns all rows, such as a lost connection, is raised.
    """
    done, failed, total = 0, [], 0
    for row in rows:
        total += 1
        try:
            with transaction.atomic():
                done += int(work(row) or 0)
        except Exception as problem:
            if _concerns_all(problem):
                raise
            failed.append(key(row))
            _report(name, key(row), problem)
    if failed:
        log.error("%s: %d of %d failed and are tried again the next time.", name, len(failed), total)
    return Tally(done, failed)


def _concerns_all(problem: Exception) -> bool:
    return isinstance(problem, InterfaceError) or not connection.is_usable()


def _report(name: str, key: Any, problem: Exception) -> None:
    if errors.is_held_up(problem) or errors.is_held_up(problem.__cause__):
        log.warning("%s: %s is busy.", name, key)
    else:
        where = "".join(traceback.format_tb(problem.__traceback__))
        log.error("%s: %s failed with %s.\n%s", name, key, type(problem).__name__, where)
