from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from participants import zones


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = _("Participants")

    def ready(self):
        zones.check_rules_are_current()
        import_module("participants.letters")  # declares what the outbox can send
