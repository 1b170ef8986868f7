from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Co-labs")

    def ready(self):
        import_module("events.registration.letters")  # these declare what the outbox can send
        import_module("events.lifecycle.letters")
        import_module("events.zone_updates.letters")
        import_module("events.replies.letters")
        import_module("events.replies.handling")  # handles mail that comes in
        import_module("events.registration.offboarding")  # gives back what somebody holds who leaves
        import_module("events.privacy")  # what is exported and erased
