"""Rows that somebody else has locked."""

from contextlib import contextmanager

from django.db import connection

PATIENCE = "50ms"  # instead of the three seconds of the web and the worker


@contextmanager
def held(*rows):
    """Lock rows by another connection, and wait a short time for locks. For tests that commit."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            for row in rows:
                cursor.execute(f"SELECT FROM {row._meta.db_table} WHERE id = %s FOR UPDATE", [row.pk])
        with _impatient():
            yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def _impatient():
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
