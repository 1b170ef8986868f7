from django.conf import settings
from django.core.management import BaseCommand, CommandError

from colab.demo import ACCOUNTS, PASSWORD, build


class Command(BaseCommand):
    help = "Builds the demonstration community: fictional, in three languages, dated from today."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="only say with what one signs in")

    def handle(self, *args, accounts, **options):
        if accounts:
            return self._say_accounts()
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The demonstration has accounts with a known password. Set DEMONSTRATION=1 to build it."
            )
        if build.exists():
            self.stdout.write("The demonstration community is there already; nothing was changed.")
            return None
        try:
            build.build()
        except build.NotEmpty as problem:
            raise CommandError(
                "This database holds something else. Build the demonstration in an empty one."
            ) from problem
        self.stdout.write(self.style.SUCCESS("The demonstration community is built."))
        return None

    def _say_accounts(self):
        width = max(len(email) for email, _ in ACCOUNTS)
        lines = [f"  {email:<{width}}  {role}" for email, role in ACCOUNTS]
        self.stdout.write("\n".join(["", f"Sign in with one of these and the password {PASSWORD}", *lines]))
