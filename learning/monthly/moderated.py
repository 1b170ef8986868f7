"""Registers monthly digests with moderation, by the moderators of their space, or of the site."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forums.spaces import memberships
from learning.models import MonthlyDigest
from moderation import hiding, reports
from moderation.registry import Kind, kinds
from participants.models import Participant


def _moderators(digest):
    if digest.forum:
        return memberships.moderators(digest.forum)
    return Participant.objects.active().filter(is_moderator=True)


kinds.declare(
    Kind(
        "digest",
        MonthlyDigest,
        heading=_("Hidden monthly digests"),
        row="learning/monthly/_moderated.html",
        things=lambda: MonthlyDigest.objects.for_page().select_related("hidden_by"),
        visible_to=MonthlyDigest.objects.visible_to,
        moderated_by=MonthlyDigest.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=reports.hide,
        show=hiding.show,
        question=lambda digest: gettext("Hide this monthly digest?"),
        moderators=_moderators,
        report_heading=_("Report a monthly digest"),
        reported=_("A monthly digest was reported"),
        place=lambda digest: f"{digest.forum.name}: {digest}" if digest.forum else str(digest),
    )
)
