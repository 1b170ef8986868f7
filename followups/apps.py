from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupsConfig(AppConfig):
    name = "followups"
    verbose_name = _("Afterwards")

    def ready(self):
        import_module("followups.notes.moderated")  # declares what can be moderated
        import_module("followups.harvest.tagged")  # declares who sees which tag
        import_module("followups.notes.panels")  # declares what the page of the hour shows
        import_module("followups.pages.lines")  # declares what is still open
        import_module("followups.pulse.panels")
        import_module("followups.notes.letters")  # declares kinds of mail
        import_module("followups.requests.letters")
        import_module("followups.notes.encounters")  # declares whose names are seen
        import_module("followups.privacy")  # declares export and erasure
        import_module("followups.pages.sections")  # declares a section of a person's page
        import_module("followups.pages.role_lists")  # declares what roles of a space look at
