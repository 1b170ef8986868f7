"""Rows of steps as a form sends them, in another order, one more or less: texts alone, nothing is stored."""

import re

from events.hour import methods
from events.models.hour_plan import MOST_STEPS

ROW = ("step", "place", "method", "minutes", "title", "prompt")
NEW = "talk"  # the method of a step that is added
_NAME = re.compile(rf"({'|'.join(ROW)})_(\d{{1,3}})")
_PLACE = re.compile(r"\d{1,3}")


def numbers(data):
    """Return the numbers of the rows that were sent, in order, one more than there may be at most."""
    found = sorted(
        int(match[2]) for name in data if (match := _NAME.fullmatch(name)) and match[1] == "method"
    )
    return found[: MOST_STEPS + 1]


def arranged(data, wish):
    """Return the data of a form with its rows in the order of their places, changed as a button wishes.

    `wish` is "add", or "up", "down" or "drop" with the number of a row: "up-3". All others change nothing.
    Also return which button is pressed next, with the number that the row has then: "up-2"; else "".
    """
    rows = [
        {name: data.get(f"{name}_{number}", "") for name in ROW} | {"number": str(number)}
        for number in numbers(data)
    ]
    rows.sort(key=lambda row: int(row["place"]) if _PLACE.fullmatch(row["place"]) else MOST_STEPS)
    what, _dash, number = wish.partition("-")
    rows, at = _changed(rows, what, number)
    changed = {name: value for name, value in data.items() if not _NAME.fullmatch(name)}
    for place, row in enumerate(rows, start=1):
        changed |= {f"{name}_{place}": row[name] for name in ROW} | {f"place_{place}": str(place)}
    return changed, "" if at is None else f"{what}-{at + 1}"


def _changed(rows, what, number):
    """Return the rows, and at which of them somebody is then."""
    if what == "add" and len(rows) < MOST_STEPS:
        usual = str(methods.METHODS[NEW].minutes)
        return [*rows, dict.fromkeys(ROW, "") | {"method": NEW, "minutes": usual}], len(rows)
    at = next((at for at, row in enumerate(rows) if row["number"] == number), None)
    if at is None:
        return rows, None
    row, others = rows[at], rows[:at] + rows[at + 1 :]
    if what == "drop":
        return (others, min(at, len(others) - 1)) if others else (rows, at)
    moved = min(max(0, at + {"up": -1, "down": 1}.get(what, 0)), len(others))
    return [*others[:moved], row, *others[moved:]], moved
