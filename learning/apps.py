from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("What was learnt")

    def ready(self):
        import_module("learning.experiments.letters")  # declares kinds of mail
        import_module("learning.experiments.moderated")  # kinds that can be reported
        import_module("learning.experiments.open_ends")  # declares what is due
        import_module("learning.experiments.panels")  # panels of the page of the hour
        import_module("learning.experiments.role_lists")  # a list of a role
        import_module("learning.experiments.ways")  # declares a way into a space
        import_module("learning.stages.steps")  # steps of the story of a topic
        import_module("learning.outputs.moderated")  # a kind that can be reported
        import_module("learning.outputs.open_ends")  # declares what is due
        import_module("learning.outputs.role_lists")  # a list of a role
        import_module("learning.uses.letters")  # declares a kind of mail
        import_module("learning.uses.moderated")  # a kind that can be reported
        import_module("learning.reflection.asking")  # declares what a role of a space looks at
        import_module("learning.reflection.letters")
        import_module("learning.reflection.moderated")
        import_module("learning.monthly.letters")  # declares a kind of mail
        import_module("learning.monthly.moderated")  # a kind that can be reported
        import_module("learning.monthly.role_lists")  # a list of a role
        import_module("learning.privacy")  # declares export and erasure
