from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "forums"
    verbose_name = _("Forums")

    def ready(self):
        import_module("forums.topics.letters")  # declares what the outbox can send
        import_module("forums.topics.moderated")  # what can be reported and hidden
        import_module("forums.privacy")  # what is exported and erased
