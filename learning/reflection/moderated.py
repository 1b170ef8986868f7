"""Registers stories with moderation; what nobody shared is looked at by nobody (R-REFLECTION-MINE)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forums.spaces import memberships
from learning.models import Reflection
from moderation import hiding, reports
from moderation.registry import Kind, kinds

kinds.declare(
    Kind(
        "story",
        Reflection,
        heading=_("Hidden stories"),
        row="learning/reflection/_moderated.html",
        things=lambda: Reflection.objects.shared().for_page().select_related("hidden_by"),
        visible_to=Reflection.objects.visible_to,
        moderated_by=Reflection.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=reports.hide,
        show=hiding.show,
        question=lambda story: gettext("Hide this story?"),
        moderators=lambda story: memberships.moderators(story.colab.topic.forum),
        report_heading=_("Report a story"),
        reported=_("A story was reported"),
        place=lambda story: f"{story.colab.topic.forum.name}: {story.colab}",
        title=lambda story: str(story.colab),
        words_leave=lambda story: story.colab.words_leave,
        names_people=lambda story: not story.colab.topic.forum.unattributed,
    )
)
