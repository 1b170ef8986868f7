import os

import psycopg
import pytest


@pytest.fixture
def empty_database():
    """The address of a database without a table."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE without_a_table")
    yield url.rpartition("/")[0] + "/without_a_table"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE without_a_table WITH (FORCE)")
