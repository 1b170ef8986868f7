"""Invitations to spaces that are not public, by those who moderate them."""

from django.db.models import Q
from django.utils.translation import gettext as _

from forums.models import Forum
from forums.spaces import memberships
from participants.invitations import invitations
from participants.invitations.registry import Kind, kinds
from participants.models import Participant


def find(key):
    return Forum.objects.filter(pk=key, is_public=False).first()


def makers(forum):
    """As `ForumQuerySet.moderated_by`, from the other side."""
    own = Participant.objects.filter(memberships__forum=forum, memberships__moderates=True)
    site = Participant.objects.filter(is_moderator=True, memberships__forum=forum)
    return Participant.objects.active().filter(Q(pk__in=own.values("pk")) | Q(pk__in=site.values("pk")))


def check(forum, person):
    if forum.removals.filter(participant=person).exists():
        raise invitations.Refused(
            _("You were taken out of this space. Only its moderators can let you in again.")
        )


def accept(forum, person):
    memberships.join(forum, person)
    return forum.get_absolute_url()


kinds.declare(
    Kind(
        "space",
        find=find,
        makers=makers,
        check=check,
        accept=accept,
        template="forums/spaces/invitation.html",
    )
)
