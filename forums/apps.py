from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "forums"
    verbose_name = _("Forums")

    def ready(self):
        import_module("forums.topics.letters")  # declares kinds of mail
        import_module("forums.topics.moderated")  # declares what can be moderated
        import_module("forums.spaces.about.ways")  # declares what somebody new can do in a space
        import_module("forums.spaces.about.open_ends")  # declares what its stewards are told
        import_module("forums.spaces.principles.piece")
        import_module("forums.spaces.principles.role_lists")  # declares what a role looks at
        import_module("forums.spaces.roles.piece")
        import_module("forums.spaces.principles.letters")
        import_module("forums.spaces.principles.moderated")
        import_module("forums.spaces.stewards.letters")
        import_module("forums.spaces.invited")  # declares what an invitation leads to
        import_module("forums.challenges.letters")
        import_module("forums.challenges.moderated")
        import_module("forums.challenges.ways")
        import_module("forums.topics.encounters")  # declares whose names are seen
        import_module("forums.privacy")  # declares export and erasure
        import_module("forums.topics.sections")  # these declare sections of a person's page
        import_module("forums.spaces.sections")
        import_module("forums.topics.role_lists")  # declares what roles of a space look at
        import_module("forums.spaces.roles.open_ends")  # declares what ends soon
