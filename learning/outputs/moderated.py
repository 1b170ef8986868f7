"""Registers outputs with moderation, by the moderators of the space of their topic."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.models import Output
from learning.moderated import of_topic
from moderation.registry import Kind, kinds

kinds.declare(
    Kind(
        "output",
        Output,
        heading=_("Hidden outputs"),
        things=lambda: Output.objects.for_page().select_related("hidden_by"),
        visible_to=Output.objects.visible_to,
        moderated_by=Output.objects.moderated_by,
        question=lambda thing: gettext("Hide this output?"),
        report_heading=_("Report an output"),
        reported=_("An output was reported"),
        **of_topic(lambda output: output.topic, "learning/outputs/_moderated.html"),
    )
)
