"""How long the database works for somebody who waits (R-PAGE-LIMITS).

Only the web and the worker have such limits. Migrations, imports and other commands take the time they need.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

LIMITS = {
    "statement_timeout": "15s",
    "lock_timeout": "3s",  # below the former, so that who waits for a row is told so
    "idle_in_transaction_session_timeout": "30s",
}
OPTIONS = " ".join(f"-c {name}={value}" for name, value in LIMITS.items())


def apply() -> None:
    """Limit the connections that this process opens from now on. Idempotent."""
    for alias in connections:
        options = connections.settings[alias].setdefault("OPTIONS", {})
        if OPTIONS not in options.get("options", ""):
            options["options"] = f"{options.get('options', '')} {OPTIONS}".strip()


@contextmanager
def applied() -> Iterator[None]:
    """Limit the connections that are opened within the block."""
    before = {alias: dict(connections.settings[alias].get("OPTIONS", {})) for alias in connections}
    apply()
    try:
        yield
    finally:
        for alias, options in before.items():
            connections.settings[alias]["OPTIONS"] = options
