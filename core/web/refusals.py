"""Refusals: why something cannot be done, said to the person."""

import math
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from core.database import errors


class Refused(Exception):
    """Something cannot be done; the text says why, for the person. Each matter has its own subclass.

    Views catch this class and show the text in their form, with the `status`. What no view catches becomes
    the page `<status>.html`, with the text and, where `retry_after` (in seconds) is set, a Retry-After.
    """

    status = 422
    retry_after: float | None = None

    @property
    def sentences(self) -> list[str]:
        return [str(self)]

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(math.ceil(self.retry_after))}


class Busy(Refused):
    """Somebody else is changing the same row. Where no view catches it, the middleware tries once more."""

    retry_after = 5

    def __init__(self) -> None:
        super().__init__(_("Many people are doing this at the moment. Please try again."))


@contextmanager
def refused_when_busy() -> Iterator[None]:
    """Raise Busy if others hold a row too long that the block needs; around a transaction (R-BUSY)."""
    try:
        yield
    except OperationalError as trouble:
        if errors.is_held_up(trouble):
            raise Busy from trouble
        raise
