"""What nobody uses yet: a list of the organizational broker."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from forums.models import Role
from forums.spaces.roles import registry
from forums.spaces.roles.registry import MOST, RoleList
from learning.models import Output, Use


def outputs(forum, reader):
    """Return published outputs that no other organization uses today, the newest first."""
    used = Use.objects.elsewhere().current().filter(output=OuterRef("pk"))
    found = Output.objects.readable_by(reader).filter(topic__forum=forum, hidden_at=None)
    return found.filter(~Exists(used)).for_page().order_by("-published_at", "-pk")[:MOST]


registry.lists.add(
    "outputs without a use",
    RoleList(
        role=Role.Kind.BROKER,
        place=20,
        heading=_("No other organization uses it yet"),
        template="learning/outputs/_role_unused.html",
        rows=outputs,
        shown=lambda forum: forum.rules.in_library,
    ),
)
