from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Co-labs")

    def ready(self):
        import_module("events.messages.places")  # declares where messages lead
        import_module("events.registration.letters")  # declare kinds of mail
        import_module("events.lifecycle.letters")
        import_module("events.zone_updates.letters")
        import_module("events.replies.letters")
        import_module("events.replies.handling")  # a handler of incoming mail
        import_module("events.registration.offboarding")  # called when somebody leaves
        import_module("events.pages.invited")  # declares what an invitation leads to
        import_module("events.hour.page.foot")  # declares pieces of the page of the hour
        import_module("events.lifecycle.open_ends")  # declares what is asked of somebody
        import_module("events.pages.rhythm")  # and what a space is told of, also on its own page
        import_module("events.registration.encounters")  # declares whose names are seen
        import_module("events.hour.planning.panel")  # declares a panel of the page of the hour
        import_module("events.privacy")  # export and erasure of personal data
        register(import_module("events.room.checked").check_own_rooms)
        import_module("events.lifecycle.sections")  # declares a section of a person's page
        import_module("events.pages.role_lists")  # declares what roles of a space look at
