"""Saves every mail with a calendar object that the site can send, and feeds, for tests with other calendars.

    python -m testing.mails.save_mails DIRECTORY

Needs what requirements-dev.txt lists, a migrated database (make run leaves one), and DEBUG on, because it
writes rows in a transaction that is rolled back. It says which of them is missing.
"""

import logging
import os
import sys
from importlib.util import find_spec

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from devserver import embedded

TOOLS = ("aiosmtpd", "pytest", "time_machine")


def main(directory):
    if missing := [name for name in TOOLS if find_spec(name) is None]:
        sys.exit(f"It needs {', '.join(missing)}: pip install -r requirements-dev.txt")
    embedded.provide()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")
    django.setup()
    if not settings.DEBUG:
        sys.exit("It needs DEBUG=1: for a moment it writes rows that belong to no site.")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sys.exit("It needs a database with all tables: run “python manage.py migrate” first.")
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # of the mail server
    from testing.mails import samples  # noqa: PLC0415  after django.setup()

    sys.stdout.write("\n".join(map(str, samples.save(directory))) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
