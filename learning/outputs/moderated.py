"""Registers outputs and uses with moderation, by the moderators of the space of their topic."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.models import Output, Use
from learning.moderated import of_topic
from moderation.registry import Kind, kinds


def _topic(thing):
    return thing.topic if isinstance(thing, Output) else thing.output.topic


SAME = of_topic(_topic, "learning/outputs/_moderated.html")
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
        **SAME,
    )
)
kinds.declare(
    Kind(
        "use",
        Use,
        heading=_("Hidden uses"),
        things=lambda: Use.objects.select_related("output__topic__forum", "participant", "hidden_by"),
        visible_to=Use.objects.visible_to,
        moderated_by=Use.objects.moderated_by,
        question=lambda thing: gettext("Hide this use?"),
        report_heading=_("Report a use"),
        reported=_("A use was reported"),
        **SAME,
    )
)
