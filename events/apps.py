from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Co-labs")

    def ready(self):
        import_module("events.lifecycle.letters")  # declares what the outbox can send
        import_module("events.replies.letters")
        import_module("events.registration.offboarding")
        import_module("mailing.inbound.receiving")  # listens to what mail providers hand over
