"""Declares what this part has of a person’s page: the notes they shared."""

from django.utils.translation import gettext_lazy as _

from followups.models import Insight
from forums import kinds
from participants.profiles.sections import Section, sections

MOST = 5  # the newest


def _notes(person, reader):
    named = kinds.where(names_authors=True, in_library=True)
    shared = Insight.objects.shared_with(reader).filter(author=person, colab__topic__forum__kind__in=named)
    return shared.select_related("colab__topic__forum").order_by("-created_at", "-pk")[:MOST]


sections.add(
    "notes",
    Section(heading=_("Notes shared"), place=50, template="followups/notes/_section.html", rows=_notes),
)
