import imaplib
import os
import sys
from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from events.replies import handling
from mailing.inbound import receiving, sources


class Command(BaseCommand):
    help = (
        "Takes answers to invitations from mail: from the mailbox in IMAP_URL, from a Maildir, or one mail "
        "from standard input. Prints what each did."
    )

    def add_arguments(self, parser):
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--maildir", metavar="DIRECTORY", help="read the unread mails of a Maildir")
        source.add_argument("--stdin", action="store_true", help="read one mail from standard input")
        source.add_argument("--counts", action="store_true", help="only print what came in the past 30 days")

    def handle(self, *, maildir, stdin, counts, **options):
        if counts:
            return self._print(handling.counts())
        try:
            taken, waiting = receiving.take_all(self._source(maildir, stdin))
        except (OSError, imaplib.IMAP4.error, Error) as trouble:
            raise CommandError(
                f"Not all was read, try again: {trouble}", returncode=os.EX_TEMPFAIL
            ) from trouble
        self._print([(outcome, taken[outcome]) for outcome in handling.Outcome if taken[outcome]])
        if waiting:
            raise CommandError(f"{waiting} wait: their co-labs are busy.", returncode=os.EX_TEMPFAIL)

    def _source(self, maildir, stdin):
        if stdin:
            return sources.stream(sys.stdin.buffer)
        if maildir:
            return sources.maildir(maildir)
        if not settings.IMAP_URL:
            raise CommandError("Say where from: set IMAP_URL, or give --maildir or --stdin.")
        return sources.imap(settings.IMAP_URL)

    def _print(self, rows):
        total = Counter(dict(rows)).total()
        for outcome, number in rows:
            self.stdout.write(f"{number:6}  {outcome.value:14}  {outcome.label}")
        self.stdout.write(f"{total:6}  in all")
