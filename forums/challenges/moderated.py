"""Registers statements of challenges with moderation: one that is hidden does not hold."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forums.models import Statement
from forums.spaces import memberships
from moderation import hiding, reports
from moderation.registry import Kind, kinds


def _question(statement):
    if statement.number:
        return gettext("Take out version %(number)s of the statement?") % {"number": statement.number}
    return gettext("Hide this proposal?")


kinds.declare(
    Kind(
        "statement",
        Statement,
        heading=_("Hidden statements"),
        row="forums/challenges/_moderated.html",
        things=lambda: Statement.objects.select_related("topic__forum", "by", "hidden_by"),
        visible_to=Statement.objects.visible_to,
        moderated_by=Statement.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=reports.hide,
        show=hiding.show,
        question=_question,
        hide_page="forums/challenges/hide.html",
        moderators=lambda statement: memberships.moderators(statement.topic.forum),
        report_heading=_("Report a statement"),
        reported=_("A statement was reported"),
        place=lambda statement: f"{statement.topic.forum.name}: {statement.topic.title}",
        title=lambda statement: statement.topic.title,
        words_leave=lambda statement: statement.topic.forum.rules.words_leave,
        names_people=lambda statement: not statement.topic.forum.unattributed,
    )
)
