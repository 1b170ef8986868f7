from django.core.management.base import BaseCommand

from devserver import models_page


class Command(BaseCommand):
    help = "Writes docs/models.md from the models: tables, fields, keys and constraints."

    def handle(self, *args, **options):
        models_page.PAGE.write_text(models_page.page(), encoding="utf-8")
