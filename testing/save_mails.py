import logging

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from testing import samples


class Command(BaseCommand):
    help = (
        "Saves every mail with a calendar object that the site can send, as a mail server received it, and "
        "the feeds: for other calendars to read. Needs requirements-dev.txt; leaves nothing behind."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory")

    def handle(self, *args, directory, **options):
        if not settings.DEBUG:
            raise CommandError("Only with DEBUG on: for a moment it writes rows that belong to no site.")
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # the mail server's talk
        paths = samples.save(directory)
        self.stdout.write("\n".join(map(str, paths)))
