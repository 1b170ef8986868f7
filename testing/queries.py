"""Recording of database queries, what is in the database, and back to it."""

import re
from contextlib import contextmanager

from django.db import connection, transaction

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b|\bFOR (NO KEY )?UPDATE\b", re.IGNORECASE)
COUNTS_ALL = re.compile(r"^\s*SELECT COUNT\(\*\)", re.IGNORECASE)
OFFSET = re.compile(r"\bOFFSET \d+", re.IGNORECASE)
NOT_OURS = {"django_session", "django_migrations", "colab_cache", "auth_permission", "django_content_type"}


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


def everything():
    """Return a digest of each table of ours."""
    digests = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - NOT_OURS:
            cursor.execute(f"SELECT md5(string_agg(row::text, '' ORDER BY row::text)) FROM {table} row")  # noqa: S608
            digests[table] = cursor.fetchone()[0]
    return digests


@contextmanager
def undone():
    """Roll back what the block changes."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
