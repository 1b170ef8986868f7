"""Keyset pagination: a page begins where the last one ended; nothing is counted or skipped.

A key holds what the row at the edge of a page is sorted by, its primary key last; it is opaque to readers.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from types import UnionType
from typing import Any

from django.db.models import Q, QuerySet

Value = int | float | str | datetime  # of a datetime: aware
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
    rows: QuerySet,
    field: str,
    asked: Mapping[str, Any],
    size: int = SIZE,
    *,
    rising: bool = False,
    kind: type | UnionType = int | float | datetime,
) -> Page:
    """Return one page of a queryset in descending order of `field` (never null), then of the primary key.

    With `rising` the order is ascending. `kind` is the type of the field's values. `asked` is a QueryDict;
    `after` or `before` in it is a key. Without a valid key, return the first page.
    """
    key, backwards = read(asked.get("after"), kind, int), False
    if key is None:
        key = read(asked.get("before"), kind, int)
        backwards = key is not None
    upwards = backwards != rising
    if key:
        try:
            rows = rows.filter(_beyond(field, key, upwards))
        except (TypeError, ValueError):  # the key of a list in another order
            return page(rows, field, {}, size, rising=rising, kind=kind)
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
        after=write(getattr(rows[-1], field), rows[-1].pk) if follows else "",
        before=write(getattr(rows[0], field), rows[0].pk) if precedes else "",
    )


def _beyond(field: str, key: list, upwards: bool) -> Q:
    value, pk = key
    side = "gt" if upwards else "lt"
    # The first condition follows from the second; it is what the index is searched with.
    return Q(**{f"{field}__{side}e": value}) & (
        Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"pk__{side}": pk})
    )


def write(*values: Value) -> str:
    """Return a key for an address."""
    kept = [{"at": value.isoformat()} if isinstance(value, datetime) else value for value in values]
    return urlsafe_b64encode(json.dumps(kept).encode()).decode().rstrip("=")


def read(text: str | None, *types: type | UnionType) -> list | None:
    """Return the values of a key, or None if the text is not a key of values of these types."""
    try:
        kept = json.loads(urlsafe_b64decode((text or "") + "=" * (-len(text or "") % 4)))
        values = [_value(one) for one in kept]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    if len(values) != len(types) or not all(map(isinstance, values, types)):
        return None
    return values


def _value(kept: Any) -> Value:
    """Return a value as `write` was given it; ValueError or TypeError if the database holds no such value."""
    if isinstance(kept, dict):
        at = datetime.fromisoformat(kept["at"])
        if at.tzinfo is None:
            raise ValueError("a time without a zone")
        return at.astimezone(UTC)
    if isinstance(kept, str):
        if "\0" in kept:
            raise ValueError("a text with NUL")
        kept.encode()  # UnicodeEncodeError, a ValueError: half a surrogate pair
    elif not isfinite(kept) or abs(kept) >= 2**63:
        raise ValueError("a number out of range")
    return kept


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
    return int(text) if text.isdecimal() and len(text) < 10 else 1
