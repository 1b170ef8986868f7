"""Recording of database queries."""

import re
from contextlib import contextmanager

from django.db import connection

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b|\bFOR (NO KEY )?UPDATE\b", re.IGNORECASE)
COUNTS_ALL = re.compile(r"^\s*SELECT COUNT\(\*\)", re.IGNORECASE)
OFFSET = re.compile(r"\bOFFSET \d+", re.IGNORECASE)


@contextmanager
def recorded():
    """Yield a list of the SQL executed within the block, without savepoints."""
    queries = []

    def keep(execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield queries
