"""Declares what this part has of a person’s page: the co-labs that they facilitated or harvested."""

from django.utils.translation import gettext_lazy as _

from events.models import CoLab
from forums import kinds
from participants.profiles.sections import Section, sections

MOST = 5  # the latest


def _colabs(person, reader):
    named = kinds.where(names_authors=True)
    led = CoLab.objects.filter(facilitator=person), CoLab.objects.filter(facilitator=None, organizer=person)
    theirs = CoLab.objects.filter(harvester=person).values("pk").union(*(rows.values("pk") for rows in led))
    held = CoLab.objects.visible_to(reader).held().filter(pk__in=theirs, topic__forum__kind__in=named)
    return held.select_related("topic__forum").order_by("-starts_at", "-pk")[:MOST]


sections.add(
    "co-labs",
    Section(
        heading=_("Co-labs facilitated or harvested"),
        place=60,
        template="events/lifecycle/_section.html",
        rows=_colabs,
    ),
)
