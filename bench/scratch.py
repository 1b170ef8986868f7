"""A scratch database for a measurement: real PostgreSQL and Valkey, removed afterwards."""

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from devserver.embedded.place import SOCKETS, Place  # noqa: E402

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "colab.settings",
    "DEBUG": "0",
    "SECRET_KEY": "for measuring only",
    "SITE_URL": "http://testserver",
    "EMAIL_URL": "memory://",
    "LOG_LEVEL": "ERROR",
    "PYTHONTZPATH": "",
    "SECOND_FACTOR_REQUIRED": "0",
    "COLAB_LIMIT_OF_VISITORS": "1000000",
}


@contextmanager
def database():
    """Set Django up as in production, on an empty and migrated database; yield its Place."""
    place = Place(tempfile.mkdtemp(prefix="colab-bench-", dir=SOCKETS), quick=True)
    os.chmod(place.directory, 0o711)  # noqa: S103  the servers' account passes through
    os.environ.update(ENVIRONMENT, **place.join(["DATABASE_URL", "REDIS_URL"]))
    try:
        django.setup()
        call_command("migrate", verbosity=0)
        yield place
    finally:
        connection.close()
        place.leave()
        shutil.rmtree(place.directory, ignore_errors=True)
