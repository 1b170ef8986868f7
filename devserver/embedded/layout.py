"""Whether an embedded database can be migrated by this checkout."""

import psycopg

from devserver.embedded.servers import Unavailable

ADVICE = (
    "This database was made by an earlier layout of Co-Lab and cannot be migrated "
    "(docs/decisions/0009-migrations-are-only-added.md). `make fresh` puts it aside, and `make run` then "
    "begins a new one; nothing is deleted."
)


def refuse_old(url):
    """Raise `Unavailable` if the database was made before the migrations began afresh with 0.1.0.

    Until then, and never after, the outbox was a table of `participants`. `django_migrations` does not tell:
    its rows of an interrupted start are the same in both layouts.
    """
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('participants_message')").fetchone()[0]:
            raise Unavailable(ADVICE)
