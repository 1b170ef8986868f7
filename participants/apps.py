from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.timezones import display


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = _("Participants")

    def ready(self):
        display.check_rules_are_current()
        import_module("participants.accounts.activation")  # hears of confirmed addresses
        import_module("participants.accounts.pruning")  # declares what is deleted each day
        import_module("participants.accounts.letters")  # these declare kinds of mail
        import_module("participants.open_ends.letters")
        import_module("participants.imported_authors.letters")
        import_module("participants.invitations.site")  # declares what an invitation leads to
        import_module("participants.accounts.signals")  # writes the record of who did what
        import_module("participants.privacy.declarations")
        import_module("participants.profiles.own_sections")  # declares sections of a person's page
