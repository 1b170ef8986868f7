"""Tags as people type them, separated by commas."""

import re

from django.db.models import Exists, OuterRef, Q

from forums.models import Tag, Topic
from forums.models.tag import LONGEST, key_of, name_of
from participants import limits

MAX_TAGS = 5  # on a topic
MAX_LENGTH = LONGEST  # letters
_COMMA = re.compile("[,，،、]")  # in all scripts


def parse(text):
    """Return the names in "Budget, open data ,budget", each tag once (R-TAGS-APART), in order."""
    found = {}
    for name in map(name_of, _COMMA.split(text)):
        if name:
            found.setdefault(key_of(name), name)
    return list(found.values())


def get_or_create(wanted, by=None):
    """Return the tags of these names; new ones count for who makes them. Raise limits.Refused."""
    if by is not None:
        limits.spend(by, "tag", len(Tag.objects.missing(parse(",".join(wanted)))))
    return Tag.objects.make(wanted)


def visible_to(person, tags=None):
    """Filter tags on no topic, or on one that this person may read (R-QUERY-PERMISSION)."""
    used, readable = Topic.objects.all(), Topic.objects.visible_to(person)
    mine, anybodys = (Exists(topics.filter(tags=OuterRef("pk"))) for topics in (readable, used))
    return (Tag.objects.all() if tags is None else tags).filter(mine | ~anybodys)


def suggestions(text, person, limit=8):
    """Return completions of an unfinished list of tags: "budget, op" → "budget, open data"."""
    before, comma, unfinished = text.rpartition(",")
    name = name_of(unfinished)
    if not name:
        return []
    begins = Q(slug__startswith=Tag.slug_of(name)) | Q(key__startswith=key_of(name))
    tags = visible_to(person).filter(begins).exclude(key__in=map(key_of, parse(before)))
    return [f"{before}{comma}{' ' if comma else ''}{tag.name}" for tag in tags.order_by("slug")[:limit]]
