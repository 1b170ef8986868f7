"""Work on many rows, in which a bad one does not keep back the others (R-ONE-BAD-ROW)."""

import logging
import traceback
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, connection, transaction
from django.db.models import QuerySet

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
    failed: list = []
    done = 0
    readable = _read(name, rows, failed)
    total = len(readable) + len(failed)
    for row in readable:
        try:
            with transaction.atomic():
                done += int(work(row) or 0)
        except Exception as problem:
            _report(name, key(row), problem)
            failed.append(key(row))
    if failed:
        log.error("%s: %d of %d failed and are tried again the next time.", name, len(failed), total)
    return Tally(done, failed)


def at_once(
    name: str, rows: list, work: Callable[[list], int | None], key: Callable = attrgetter("pk")
) -> Tally:
    """Call `work` with all rows, in one transaction; if that raises, with one after the other."""
    try:
        with transaction.atomic():
            return Tally(int(work(rows) or 0))
    except Exception as problem:
        if _concerns_all(problem):
            raise
        return one_by_one(name, rows, lambda row: work([row]), key)


def _read(name: str, rows: Iterable, failed: list) -> list:
    """Return the rows. If one of a queryset has a value that is none, return all others, read one by one."""
    try:
        return list(rows)
    except ValidationError:
        if not isinstance(rows, QuerySet):
            raise
    readable: list = []
    for pk in rows.values_list("pk", flat=True):
        try:
            readable += rows.filter(pk=pk)
        except ValidationError as problem:
            _report(name, pk, problem)
            failed.append(pk)
    return readable


def _concerns_all(problem: Exception) -> bool:
    return isinstance(problem, InterfaceError) or not connection.is_usable()


def _report(name: str, key: Any, problem: Exception) -> None:
    if _concerns_all(problem):
        raise problem
    if errors.is_held_up(problem) or errors.is_held_up(problem.__cause__):
        log.warning("%s: %s is busy.", name, key)
    else:
        where = "".join(traceback.format_tb(problem.__traceback__))
        log.error("%s: %s failed with %s.\n%s", name, key, type(problem).__name__, where)
