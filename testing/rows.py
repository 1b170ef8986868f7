"""What is in the database, and back to it."""

from contextlib import contextmanager

from django.db import connection, transaction

NOT_OURS = {"django_session", "django_migrations", "colab_cache", "auth_permission", "django_content_type"}


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
