"""Keyset pagination: a page begins where the last one ended; nothing is counted or skipped.

A key holds the value and the primary key of the row at the edge of a page; it is opaque to readers.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from django.db.models import Model, Q, QuerySet

Key = tuple[datetime | float, int]
SIZE = 30


@dataclass(frozen=True)
class Page:
    """Rows, and the keys of the next and previous page ("" if there is none)."""

    rows: list
    after: str = ""
    before: str = ""

    def __iter__(self) -> Iterator:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page(
    rows: QuerySet, field: str, asked: Mapping[str, Any], size: int = SIZE, rising: bool = False
) -> Page:
    """Return one page of a queryset in descending order of `field` (never null), then of the primary key.

    With `rising` the order is ascending. `asked` is a QueryDict; `after` or `before` in it is a key. Without
    a valid key, return the first page.
    """
    key, backwards = _key(asked.get("after")), False
    if key is None:
        key = _key(asked.get("before"))
        backwards = key is not None
    upwards = backwards != rising
    if key:
        try:
            rows = rows.filter(_beyond(field, key, upwards))
        except (TypeError, ValueError):  # the key of a list in another order
            return page(rows, field, {}, size, rising)
    order = (field, "pk") if upwards else (f"-{field}", "-pk")
    found = list(rows.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return _page(found, field, follows=more or backwards, precedes=bool(key) and (more or not backwards))


def _page(rows: list, field: str, *, follows: bool, precedes: bool) -> Page:
    if not rows:
        return Page(rows)
    return Page(
        rows,
        after=_text(rows[-1], field) if follows else "",
        before=_text(rows[0], field) if precedes else "",
    )


def _beyond(field: str, key: Key, upwards: bool) -> Q:
    value, pk = key
    side = "gt" if upwards else "lt"
    # The first condition follows from the second; it is what the index is searched with.
    return Q(**{f"{field}__{side}e": value}) & (
        Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"pk__{side}": pk})
    )


def _text(row: Model, field: str) -> str:
    value = getattr(row, field)
    if isinstance(value, datetime):
        value = value.isoformat()
    return urlsafe_b64encode(json.dumps([value, row.pk]).encode()).decode().rstrip("=")


def _key(text: str | None) -> Key | None:
    """Return (value, pk) of a key, or None if the text is not a key."""
    try:
        value, pk = json.loads(urlsafe_b64decode((text or "") + "=" * (-len(text or "") % 4)))
        value = datetime.fromisoformat(value) if isinstance(value, str) else float(value)
        if isinstance(value, datetime):
            return (value.astimezone(UTC), int(pk)) if value.tzinfo else None
        return (value, int(pk)) if isfinite(value) else None
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


@dataclass(frozen=True)
class NumberedPage:
    """Rows with numbers, and a number on the previous and next page (None if there is none)."""

    rows: list
    earlier: int | None = None
    later: int | None = None

    def __iter__(self) -> Iterator:
        return iter(self.rows)


def page_at(rows: QuerySet, number: int, size: int = SIZE) -> NumberedPage:
    """Return the page of the row with this number: 1 to 30, 31 to 60, …; the first page if it is empty."""
    start = max(1, number - (number - 1) % size)
    found = list(rows.filter(number__gte=start).order_by("number")[: size + 1])
    shown = [row for row in found if row.number < start + size]
    if not shown and start > 1:
        return page_at(rows, 1, size)
    later = found[len(shown)].number if len(found) > len(shown) else None
    return NumberedPage(shown, earlier=start - 1 if start > 1 else None, later=later)


def number(text: str) -> int:
    """Return the row number in an address, or 1."""
    return int(text) if text.isdecimal() and len(text) < 10 else 1
