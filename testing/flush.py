"""Clearing the database after a test that commits, in one round trip.

Django's own flush truncates every table, even empty ones, and recreates all content types and permissions.
This one deletes rows, with triggers disabled so that the order does not matter, and keeps content types and
permissions, which no test changes. It also clears the table of the cache, with its rate limits.
"""

from django.db import connection

TABLES = """
    SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
"""


def flush(test_case=None):
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        deletions = "".join(f"DELETE FROM {table};" for [table] in cursor.fetchall())  # noqa: S608
        together = f"SET session_replication_role = replica; {deletions} RESET session_replication_role"
    connection.connection.execute(together, prepare=False)  # several statements cannot be prepared as one
