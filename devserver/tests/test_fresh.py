"""An embedded database of the old layout is refused in a sentence, and `make fresh` puts it aside whole."""

import io
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from devserver import embedded, fresh
from devserver.embedded import Unavailable, layout
from devserver.embedded.place import SOCKETS, Place

NOW = datetime(2026, 11, 26, 9, 30)
KEPT = "embedded-2026-11-26-093000"
ONLY_THEN = "CREATE TABLE participants_message ()"
MIGRATE = """
import sys
from pathlib import Path
import manage
from devserver import embedded
embedded.ROOT = Path(sys.argv.pop(1))
manage.main()
"""


@pytest.fixture
def var(monkeypatch):
    """The local state of a checkout: one mail, in a directory that the account of the servers can reach.

    pytest's own directories are closed to that account again by each run that begins.
    """
    with tempfile.TemporaryDirectory(
        prefix="colab-checkout-", dir=SOCKETS, ignore_cleanup_errors=True
    ) as name:
        checkout = Path(name)
        checkout.chmod(0o711)
        (checkout / "var" / "mail").mkdir(parents=True)
        (checkout / "var" / "mail" / "1.eml").write_text("Subject: Hello")
        monkeypatch.setattr(embedded, "ROOT", checkout)
        yield checkout / "var"


def manage_py(checkout, *arguments):
    unset = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-c", MIGRATE, str(checkout), *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=unset, capture_output=True, text=True)


def test_an_empty_database_is_not_of_the_old_layout(empty_database):
    layout.refuse_old(empty_database)


@pytest.mark.django_db
def test_nor_is_one_that_this_checkout_migrated():
    server = os.environ["DATABASE_URL"].rpartition("/")[0]

    layout.refuse_old(f"{server}/{settings.DATABASES['default']['NAME']}")


def test_one_with_the_outbox_among_the_participants_is(empty_database):
    with psycopg.connect(empty_database) as connection:
        connection.execute(ONLY_THEN)

    with pytest.raises(Unavailable, match=r"earlier layout of Co-Lab.*`make fresh`"):
        layout.refuse_old(empty_database)


def test_manage_py_says_so_without_a_traceback_and_fresh_loses_nothing(var):
    place = Place(var / "embedded")
    with psycopg.connect(place.join(["DATABASE_URL"])["DATABASE_URL"]) as connection:
        connection.execute(ONLY_THEN)
    place.leave()

    refused = manage_py(var.parent, "migrate")
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", layout.ADVICE + "\n")

    assert fresh.put_aside(var, NOW) == [var / KEPT]
    assert [path.name for path in var.iterdir()] == [KEPT]
    assert (var / KEPT / "mail" / "1.eml").read_text() == "Subject: Hello"
    kept = Place(var / KEPT, quick=True)
    with psycopg.connect(kept.join(["DATABASE_URL"])["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT to_regclass('participants_message')").fetchone()[0]
    kept.leave()


def test_what_is_in_use_stays(var):
    place = Place(var / "embedded", quick=True)
    place.join(["REDIS_URL"])

    with pytest.raises(SystemExit, match="in use"):
        fresh.put_aside(var, NOW)

    assert sorted(path.name for path in var.iterdir()) == ["embedded", "mail"]
    place.leave()


def test_where_the_servers_are_a_link_both_places_are_named(var, tmp_path):
    (var / "embedded").mkdir()
    (var / "embedded" / "servers").symlink_to(tmp_path)

    assert fresh.put_aside(var, NOW) == [var / KEPT, tmp_path]
    assert (var / KEPT / "servers").readlink() == tmp_path


def test_there_may_be_nothing_to_put_aside(var):
    with pytest.raises(SystemExit, match="There is no embedded database here"):
        fresh.put_aside(var, NOW)

    assert [path.name for path in var.iterdir()] == ["mail"]


@pytest.mark.parametrize(
    ("environment", "typed", "answer"),
    [
        ("", "y\n", True),
        ("", "n\n", False),
        ("", "\n", False),
        ("", "", False),
        ("yes", "", True),
        ("no", "y\n", False),
    ],
)
def test_it_asks_unless_the_environment_says_so(monkeypatch, environment, typed, answer):
    monkeypatch.setenv("FRESH", environment)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    assert fresh.agreed() is answer


def test_without_consent_nothing_is_changed(monkeypatch, var):
    (var / "embedded").mkdir()
    monkeypatch.setenv("FRESH", "no")

    with pytest.raises(SystemExit, match="Nothing was changed"):
        fresh.main()

    assert sorted(path.name for path in var.iterdir()) == ["embedded", "mail"]


def test_with_consent_it_says_where_the_data_is(monkeypatch, var, capsys):
    (var / "embedded").mkdir()
    monkeypatch.setenv("FRESH", "yes")

    fresh.main()

    (kept,) = var.iterdir()
    assert capsys.readouterr().out.startswith(f"Kept in {kept}. `make run` begins a new database")
