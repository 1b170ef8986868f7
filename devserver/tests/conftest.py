import os

import psycopg
import pytest


@pytest.fixture
def empty_database():
    """The address of a database without a table."""
    url, name = os.environ["DATABASE_URL"], f"without_a_table_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield url.rpartition("/")[0] + "/" + name
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
