"""Declares what this part has of a person’s page: the topics they began, and the tags they watch."""

from django.utils.translation import gettext_lazy as _

from forums import kinds
from forums.models import Tag, Topic
from participants.profiles.sections import Section, sections

MOST = 5  # topics, the newest
TAGS = 20


def _topics(person, reader):
    named = kinds.where(names_authors=True)  # R-UNATTRIBUTED
    theirs = Topic.objects.visible_to(reader).filter(author=person, forum__kind__in=named, hidden_at=None)
    return theirs.select_related("forum").order_by("-created_at", "-pk")[:MOST]


def _tags(person, reader):
    return Tag.objects.of_named_spaces().filter(watches__participant=person).order_by("name")[:TAGS]


sections.add(
    "topics",
    Section(heading=_("Topics begun"), place=40, template="forums/topics/_section.html", rows=_topics),
)
sections.add(
    "tags",
    Section(heading=_("Tags watched"), place=35, template="forums/topics/_section_tags.html", rows=_tags),
)
