from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Co-labs")

    def ready(self):
        import_module("events.letters")  # declares what the outbox can send
        import_module("events.answer_letters")
        import_module("events.parting")
        import_module("events.inbox")  # listens to what mail providers hand over
