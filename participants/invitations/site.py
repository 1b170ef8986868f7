"""Invitations to the site itself: by organizers, moderators and staff."""

from django.db.models import Q
from django.urls import reverse

from participants.invitations.registry import Kind, kinds
from participants.models import Participant


class Site:
    """What an invitation to the site leads to."""

    pk = 0


SITE = Site()


def makers(site):
    roles = Q(is_organizer=True) | Q(is_moderator=True) | Q(is_staff=True)
    return Participant.objects.active().filter(roles)


kinds.declare(
    Kind(
        "site",
        find=lambda key: SITE,
        makers=makers,
        check=lambda site, person: None,
        accept=lambda site, person: reverse("home"),
        template="participants/invitations/site.html",
    )
)
