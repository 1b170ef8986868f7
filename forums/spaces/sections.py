"""Declares what this part has of a person’s page: the spaces they are a member of."""

from django.utils.translation import gettext_lazy as _

from forums import kinds
from forums.models import Forum
from participants.profiles.sections import Section, sections

MOST = 20


def _spaces(person, reader):
    named = kinds.where(names_authors=True)  # R-UNATTRIBUTED
    shared = Forum.objects.visible_to(reader).filter(memberships__participant=person, kind__in=named)
    return shared.order_by("name")[:MOST]


sections.add(
    "spaces", Section(heading=_("Spaces"), place=30, template="forums/spaces/_section.html", rows=_spaces)
)
