"""Registers insights and answers to them with moderation."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followups.models import Comment, Insight
from followups.notes import comments, insights
from forums.spaces import memberships
from moderation.registry import Kind, kinds


def _place(colab):
    return f"{colab.topic.forum.name}: {colab}"


kinds.declare(
    Kind(
        "insight",
        Insight,
        heading=_("Hidden notes"),
        row="followups/notes/_moderated_insight.html",
        things=lambda: Insight.objects.select_related("colab__topic__forum", "author", "hidden_by"),
        visible_to=Insight.objects.visible_to,
        moderated_by=Insight.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=insights.hide,
        show=insights.show,
        question=lambda insight: gettext("Hide this note?"),
        moderators=lambda insight: memberships.moderators(insight.colab.topic.forum),
        report_heading=_("Report a note"),
        reported=_("A note was reported"),
        place=lambda insight: _place(insight.colab),
        title=lambda insight: str(insight.colab),
        words_leave=lambda insight: insight.colab.words_leave,
        names_people=lambda insight: not insight.colab.topic.forum.unattributed,
    )
)
kinds.declare(
    Kind(
        "comment",
        Comment,
        heading=_("Hidden answers to notes"),
        row="followups/notes/_moderated_comment.html",
        things=lambda: Comment.objects.select_related("insight__colab__topic__forum", "author", "hidden_by"),
        visible_to=Comment.objects.visible_to,
        moderated_by=Comment.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=comments.hide,
        show=comments.show,
        question=lambda comment: gettext("Hide this answer?"),
        moderators=lambda comment: memberships.moderators(comment.insight.colab.topic.forum),
        report_heading=_("Report an answer"),
        reported=_("An answer to a note was reported"),
        place=lambda comment: _place(comment.insight.colab),
        title=lambda comment: str(comment.insight.colab),
        words_leave=lambda comment: comment.insight.colab.words_leave,
        names_people=lambda comment: not comment.insight.colab.topic.forum.unattributed,
    )
)
