from django.conf import settings
from django.core.management import BaseCommand, CommandError

from colab.demo import build


class Command(BaseCommand):
    help = "Builds the demonstration community: fictional, in three languages, dated from today."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The demonstration has accounts with a known password. Set DEMONSTRATION=1 to build it."
            )
        if build.exists():
            self.stdout.write("The demonstration community is there already; nothing was changed.")
            return
        try:
            build.build()
        except build.NotEmpty as problem:
            raise CommandError(
                "This database holds something else. Build the demonstration in an empty one."
            ) from problem
        self.stdout.write(self.style.SUCCESS("The demonstration community is built."))
