"""Lists in pages by key: where one page ends is where the next begins. Nothing is counted or skipped over.

A key holds the value and the primary key of the row at the edge of a page; to a reader it is opaque.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite

from django.db.models import Q

SIZE = 30


@dataclass(frozen=True)
class Page:
    """Some rows, and the keys of the pages around them ("" where there is none)."""

    rows: list
    after: str = ""
    before: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def page(rows, field, asked, size=SIZE, rising=False):
    """One page of a queryset, falling in `field` (never null), later rows first where it is equal.

    With `rising` it is the other way round. `asked` is a QueryDict with `after` or `before`, a key. Without
    a key, or with a wrong one: the first.
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


def _page(rows, field, *, follows, precedes):
    if not rows:
        return Page(rows)
    return Page(
        rows,
        after=_text(rows[-1], field) if follows else "",
        before=_text(rows[0], field) if precedes else "",
    )


def _beyond(field, key, upwards):
    value, pk = key
    side = "gt" if upwards else "lt"
    # The first condition follows from the second; it is what the index is searched with.
    return Q(**{f"{field}__{side}e": value}) & (
        Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"pk__{side}": pk})
    )


def _text(row, field):
    value = getattr(row, field)
    if isinstance(value, datetime):
        value = value.isoformat()
    return urlsafe_b64encode(json.dumps([value, row.pk]).encode()).decode().rstrip("=")


def _key(text):
    """(value, pk) of a key, or None where the text is none."""
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
    """Rows with numbers, and a number that opens the page before and after (None where there is none)."""

    rows: list
    earlier: int | None = None
    later: int | None = None

    def __iter__(self):
        return iter(self.rows)


def page_at(rows, number, size=SIZE):
    """The rows around the one of this number: 1 to 30, 31 to 60, …; the first ones where none is."""
    start = max(1, number - (number - 1) % size)
    found = list(rows.filter(number__gte=start).order_by("number")[: size + 1])
    shown = [row for row in found if row.number < start + size]
    if not shown and start > 1:
        return page_at(rows, 1, size)
    later = found[len(shown)].number if len(found) > len(shown) else None
    return NumberedPage(shown, earlier=start - 1 if start > 1 else None, later=later)


def number(text):
    """The number of a row that an address names, or 1."""
    return int(text) if text.isdecimal() and len(text) < 10 else 1
