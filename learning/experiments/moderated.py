"""Registers experiments and trials with moderation, by the moderators of the space of their topic."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.models import Experiment, Trial
from learning.moderated import of_topic
from moderation.registry import Kind, kinds


def _topic(thing):
    return thing.topic if isinstance(thing, Experiment) else thing.experiment.topic


SAME = of_topic(_topic, "learning/experiments/_moderated.html")
kinds.declare(
    Kind(
        "experiment",
        Experiment,
        heading=_("Hidden experiments"),
        things=lambda: Experiment.objects.for_page().select_related("hidden_by"),
        visible_to=Experiment.objects.visible_to,
        moderated_by=Experiment.objects.moderated_by,
        question=lambda thing: gettext("Hide this experiment?"),
        report_heading=_("Report an experiment"),
        reported=_("An experiment was reported"),
        **SAME,
    )
)
kinds.declare(
    Kind(
        "trial",
        Trial,
        heading=_("Hidden places that test something"),
        things=lambda: Trial.objects.select_related("experiment__topic__forum", "participant", "hidden_by"),
        visible_to=Trial.objects.visible_to,
        moderated_by=Trial.objects.moderated_by,
        question=lambda thing: gettext("Hide what this place told?"),
        report_heading=_("Report what a place told"),
        reported=_("What a place told was reported"),
        **SAME,
    )
)
