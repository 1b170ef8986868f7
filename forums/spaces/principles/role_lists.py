"""Declares what the critical friend of a space looks at: principles that nobody has looked at for a year."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Role
from forums.spaces.roles.registry import RoleList, lists

YEAR = timedelta(days=365)


def _to_review(forum, reader):
    """Return the version in force where it is a year old, or the space's own day has come."""
    held = forum.principles.in_force().first()
    is_due = forum.review_on is not None and forum.review_on <= timezone.localdate()
    return [held] if held and (is_due or held.adopted_at < timezone.now() - YEAR) else []


lists.add(
    "principles to review",
    RoleList(
        role=Role.Kind.FRIEND,
        place=20,
        heading=_("Principles to look at again"),
        template="forums/spaces/principles/_role_version.html",
        rows=_to_review,
    ),
)
