from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = _("Moderation")

    def ready(self):
        import_module("moderation.letters")  # declares a kind of mail
        import_module("moderation.reports")  # declares what is deleted each day
        import_module("moderation.privacy")  # declares export and erasure
