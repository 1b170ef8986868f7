from django.core.management.base import BaseCommand

from participants.profiles import names


class Command(BaseCommand):
    help = "Renders every text anew; run it after an update that changes what becomes of Markdown."

    def handle(self, *args, **options):
        done = names.render_all(lambda name, number: self.stdout.write(f"{name}: {number}"))
        self.stdout.write(f"{done} texts are rendered anew.")
