from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Connections")

    def ready(self):
        import_module("network.picks.letters")  # declares kinds of mail
        import_module("network.picks.encounters")  # declares whose names are seen
        import_module("network.privacy")  # declares export and erasure
