"""Finds Chromium for the tests marked `browser`, and skips them where there is none."""

import os
import shutil

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from testing import make

pytest_plugins = ["testing.mails.smtp"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
QUIET += " --disable-component-update --disable-sync"


# No example has to be quick: a machine may have other things to do.
settings.register_profile("colab", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("colab")


def find():
    """The path of Chromium: the one in CHROMIUM, else the first that is installed, else None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Move the tests with a browser, the slowest, to the front: no process is left with them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    if find() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture(autouse=True)
def _language_of_its_own():
    """No test speaks the language in which the one before it asked for a page."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database; the sessions that threads of servers keep for a while end just before it does."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def organizer(client):
    """An organizer, signed in."""
    person = make.organizer()
    client.force_login(person)
    return person


@pytest.fixture
def staff(client):
    """A member of staff, signed in."""
    person = make.staff()
    client.force_login(person)
    return person


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": find(), "args": QUIET.split()}
