"""Registers principles and concerns about them with moderation: what is hidden neither holds nor stops."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forums.models import Principles, Voice
from forums.spaces import memberships
from moderation import hiding, reports
from moderation.registry import Kind, kinds


def _question(principles):
    if principles.number:
        return gettext("Take out version %(number)s of the principles?") % {"number": principles.number}
    return gettext("Hide this proposal?")


kinds.declare(
    Kind(
        "principles",
        Principles,
        heading=_("Hidden principles"),
        row="forums/spaces/principles/_moderated.html",
        things=lambda: Principles.objects.select_related("forum", "proposed_by", "hidden_by"),
        visible_to=Principles.objects.visible_to,
        moderated_by=Principles.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=reports.hide,
        show=hiding.show,
        question=_question,
        hide_page="forums/spaces/principles/hide.html",
        moderators=lambda principles: memberships.moderators(principles.forum),
        report_heading=_("Report principles"),
        reported=_("Principles were reported"),
        place=lambda principles: principles.forum.name,
        title=lambda principles: principles.forum.name,
        words_leave=lambda principles: principles.forum.rules.words_leave,
        names_people=lambda principles: not principles.forum.unattributed,
    )
)
kinds.declare(
    Kind(
        "concern",
        Voice,
        heading=_("Hidden concerns"),
        row="forums/spaces/principles/_moderated_concern.html",
        things=lambda: Voice.objects.filter(agrees=False).select_related(
            "principles__forum", "participant", "hidden_by"
        ),
        visible_to=Voice.objects.visible_to,
        moderated_by=Voice.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=reports.hide,
        show=hiding.show,
        question=lambda voice: gettext("Hide this concern?"),
        moderators=lambda voice: memberships.moderators(voice.principles.forum),
        report_heading=_("Report a concern"),
        reported=_("A concern was reported"),
        place=lambda voice: voice.principles.forum.name,
        title=lambda voice: voice.principles.forum.name,
        words_leave=lambda voice: voice.principles.forum.rules.words_leave,
        names_people=lambda voice: not voice.principles.forum.unattributed,
    )
)
