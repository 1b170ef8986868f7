from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Connections")

    def ready(self):
        import_module("network.connections.acquaintances")  # declares who knows whom
        import_module("network.introductions.moderated")  # a kind that can be reported
        import_module("network.introductions.letters")
        import_module("network.introductions.open_ends")
        import_module("network.introductions.ways")
        import_module("network.introductions.encounters")
        import_module("network.picks.letters")  # declares kinds of mail
        import_module("network.picks.panels")  # declares the people on the page of the hour
        import_module("network.steps.letters")
        import_module("network.steps.lines")  # declares what is still open
        import_module("network.steps.panels")
        import_module("network.steps.encounters")
        import_module("network.steps.open_ends")  # declares what is due
        import_module("network.picks.encounters")  # declares whose names are seen
        import_module("network.privacy")  # declares export and erasure
        import_module("network.connections.profiles")  # declares who counts as one's people
        import_module("network.offers.moderated")
        import_module("network.offers.open_ends")
        import_module("network.offers.sections")
        import_module("network.offers.tabs")
        import_module("network.suggestions.not_now")  # declares what is pruned
