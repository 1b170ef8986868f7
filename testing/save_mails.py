"""Saves every mail with a calendar object that the site can send, as a mail server received it, and feeds.

    python -m testing.save_mails DIRECTORY

For other calendars to read. Needs requirements-dev.txt, and DEBUG on: for a moment it writes rows that belong
to no site; none of them stays.
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
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the mail server's talk
    from testing import samples  # noqa: PLC0415  its models can be read only now

    sys.stdout.write("\n".join(map(str, samples.save(directory))) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
