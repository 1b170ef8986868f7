"""Saves every mail with a calendar object that the site can send, and feeds, for tests with other calendars.

    python -m testing.mails.save_mails DIRECTORY

Needs requirements-dev.txt and DEBUG on, because it writes rows in a transaction that is rolled back.
"""

import logging
import os
import sys

import django
from django.conf import settings

from devserver import embedded


def main(directory):
    embedded.provide()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")
    django.setup()
    if not settings.DEBUG:
        sys.exit("Only with DEBUG on: for a moment it writes rows that belong to no site.")
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # of the mail server
    from testing.mails import samples  # noqa: PLC0415  after django.setup()

    sys.stdout.write("\n".join(map(str, samples.save(directory))) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
