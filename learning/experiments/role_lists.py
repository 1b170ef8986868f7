"""What looks for a place: a list of the organizational broker."""

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Role
from forums.spaces.roles import registry
from forums.spaces.roles.registry import MOST, RoleList
from learning.models import Experiment, Trial


def seeking(reader):
    """Filter experiments to be told later that nobody but their author tests."""
    elsewhere = Trial.objects.current().filter(experiment=OuterRef("pk"), hidden_at=None)
    elsewhere = elsewhere.exclude(participant=F("experiment__author"))
    found = Experiment.objects.visible_to(reader).filter(~Exists(elsewhere), hidden_at=None)
    return found.filter(share_on__gte=timezone.localdate(), topic__closed_at=None)


def places(forum, reader):
    """Return what looks for a place in a space, the earliest first."""
    found = seeking(reader).filter(topic__forum=forum)
    return found.for_page().order_by("share_on", "pk")[:MOST]


registry.lists.add(
    "experiments without another place",
    RoleList(
        role=Role.Kind.BROKER,
        place=10,
        heading=_("They look for another place to test it"),
        template="learning/experiments/_role_seeking.html",
        rows=places,
        shown=lambda forum: forum.rules.in_library,
    ),
)
