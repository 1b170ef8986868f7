"""Registers uses with moderation, by the moderators of the space of the topic that the thing belongs to."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.models import Use
from learning.moderated import of_topic
from moderation.registry import Kind, kinds

kinds.declare(
    Kind(
        "use",
        Use,
        heading=_("Hidden uses"),
        things=lambda: Use.objects.for_page().select_related("hidden_by"),
        visible_to=Use.objects.visible_to,
        moderated_by=Use.objects.moderated_by,
        question=lambda thing: gettext("Hide this use?"),
        report_heading=_("Report a use"),
        reported=_("A use was reported"),
        **of_topic(lambda use: use.topic, "learning/uses/_moderated.html"),
    )
)
