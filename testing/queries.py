"""What a page asks of the database."""

import re
from contextlib import contextmanager

from django.db import connection

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b|\bFOR (NO KEY )?UPDATE\b", re.IGNORECASE)
COUNTS_ALL = re.compile(r"^\s*SELECT COUNT\(\*\)", re.IGNORECASE)
OFFSET = re.compile(r"\bOFFSET \d+", re.IGNORECASE)


@contextmanager
def recorded():
    """The SQL of the queries made in this block, savepoints left out."""
    queries = []

    def keep(execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield queries
