"""When the reminders of a seat are due, and which of them still come (R-REMINDERS-COMPUTED, R-REMINDER-LATE).

No database: the sender asks `due`, and pages promise what `to_come` says.
"""

from datetime import timedelta

BEFORE = {
    "reminder-day": timedelta(hours=24),
    "reminder-hour": timedelta(hours=1),
}  # elapsed (R-TIME-ELAPSED)
SETTLED = timedelta(
    minutes=30
)  # who learned of the start later before a reminder than this gets the next one


def due(now, starts_at):
    """Return the kind of reminder that is due at an instant, the latest only, or None."""
    passed = [kind for kind, before in BEFORE.items() if starts_at - before <= now < starts_at]
    return passed[-1] if passed else None


def is_for(kind, starts_at, since):
    """Return whether this reminder is for somebody who knows of the start since an instant."""
    return since <= starts_at - BEFORE[kind] - SETTLED


def to_come(now, starts_at, since):
    """Return the kinds of reminders that somebody who knows of the start since an instant will still get."""
    return [
        kind for kind, before in BEFORE.items() if now < starts_at - before and is_for(kind, starts_at, since)
    ]
