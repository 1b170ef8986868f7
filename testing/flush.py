"""What a test that commits leaves behind goes in one round trip.

Django's own flush truncates every table, also those that nobody has written, and makes all content types and
permissions again. Here the rows are deleted, with the triggers at rest so that the order does not matter;
content types and permissions stay, which no test changes. Other than Django's, it empties also the table of
the cache, where the limits of signing in are counted.
"""

from django.db import connection

TABLES = """
    SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
"""


def flush(test_case=None):
    """Delete all rows but those that migrations make for every database."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        deletions = "".join(f"DELETE FROM {table};" for [table] in cursor.fetchall())  # noqa: S608
        cursor.execute(f"SET session_replication_role = replica; {deletions} RESET session_replication_role")
