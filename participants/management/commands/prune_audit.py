from datetime import UTC, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date

from participants import audit


class Command(BaseCommand):
    help = "Delete entries of the record of who did what that are older than a date, at least a year ago."

    def add_arguments(self, parser):
        parser.add_argument("--before", required=True, metavar="YYYY-MM-DD", help="a date, in UTC")

    def handle(self, *args, before, **options):
        try:
            day = parse_date(before)
        except ValueError:
            day = None
        if day is None:
            raise CommandError(f"{before} is not a date like 2026-11-27.")
        try:
            number = audit.prune(datetime.combine(day, time.min, UTC))
        except audit.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{number} entries deleted.")
