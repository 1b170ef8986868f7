from django.core.management.base import BaseCommand

from forums.ranking import popularity


class Command(BaseCommand):
    help = "Ranks every topic anew; run it after changing COLAB_HALF_LIFE_DAYS."

    def handle(self, *args, **options):
        done = popularity.rank_all(lambda number: self.stdout.write(f"{number} …", ending="\r"))
        self.stdout.write(f"{done} topics are ranked.")
