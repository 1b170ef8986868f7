"""A pytest plugin that starts PostgreSQL and Valkey for one test run.

`pytest.ini` names it with `-p`, because pytest-django reads the settings before any `conftest.py`
is imported. Each run has its own servers in its own temporary directory, so runs may be concurrent; the
servers stop at the end of the run, also if it fails or is killed (`devserver.embedded.place`). The processes
of pytest-xdist share the servers of their run: pytest-django gives each its own database, this plugin its own
number of a Valkey database.
"""

import os
import tempfile

import pytest
from django.test import TransactionTestCase, override_settings

from devserver.embedded.place import SOCKETS, Place
from testing.flush import flush

ENVIRONMENT = {
    "DEBUG": "1",
    "SECRET_KEY": "a key for tests only",
    "SITE_URL": "http://testserver",
    "EMAIL_URL": "memory://",
    "TIME_ZONE": "America/Toronto",
    "LANGUAGE_CODE": "en",
    "PYTHONTZPATH": "",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # browser tests run with playwright's event loop
}
UNSET = ("ALLOWED_HOSTS", "DEFAULT_FROM_EMAIL", "TRUSTED_PROXY_COUNT", "LOG_LEVEL", "DEBUG_TOOLBAR")
_place = pytest.StashKey[Place]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    options = early_config.known_args_namespace
    worker = os.environ.get("PYTEST_XDIST_WORKER")  # "gw0", "gw1", ...
    if worker:
        url = os.environ["REDIS_URL"]
        os.environ["REDIS_URL"] = url.replace("?db=0", f"?db={int(worker.removeprefix('gw')) + 1}")
    elif not (options.help or options.version):
        place = Place(tempfile.mkdtemp(prefix="colab-tests-", dir=SOCKETS), quick=True)
        os.chmod(place.directory, 0o711)  # noqa: S103  the servers' account passes through
        early_config.stash[_place] = place
        for name in UNSET:
            os.environ.pop(name, None)
        os.environ.update(ENVIRONMENT, **place.join(["DATABASE_URL", "REDIS_URL"]))
    return (yield)


def pytest_unconfigure(config):
    if place := config.stash.get(_place, None):
        place.leave()


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests():
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_lighter_flush():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush)
        yield
