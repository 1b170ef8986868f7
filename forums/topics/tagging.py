"""Tags as people type them, separated by commas, and who sees which."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from core.registry import Registry
from forums import kinds
from forums.models import Tag, Topic
from forums.models.tag import LONGEST, key_of, name_of
from participants import limits

MAX_TAGS = 5  # on a topic
MAX_LENGTH = LONGEST  # letters
uses = Registry("what has tags")
_COMMA = re.compile("[,，،、]")  # in all scripts


@dataclass(frozen=True)
class Use:
    """Rows that have `tags`: `visible_to(person)`, and the path from a row to the kind of its space."""

    model: type
    visible_to: Callable
    kind: str


uses.add("topics", Use(Topic, Topic.objects.visible_to, "forum__kind"))


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
    """Filter tags that nothing has, or something that this person may read (R-QUERY-PERMISSION)."""
    seen = _is_on(use.visible_to(person) for use in uses.values())
    return (Tag.objects.all() if tags is None else tags).filter(seen | ~_is_used())


def whose_words_leave(tags):
    """Leave out tags of spaces alone whose words are for their members (R-WORDS-STAY)."""
    kinds_of_these = kinds.where(words_leave=True)
    leaving = (use.model.objects.filter(**{f"{use.kind}__in": kinds_of_these}) for use in uses.values())
    return tags.filter(_is_on(leaving) | ~_is_used())


def _is_used():
    return _is_on(use.model.objects.all() for use in uses.values())


def _is_on(found):
    """Return the condition that a tag is on one of these rows (querysets)."""
    condition = Q(pk=None)
    for rows in found:
        condition |= Q(Exists(rows.filter(tags=OuterRef("pk"))))
    return condition


def suggestions(text, person, limit=8):
    """Return completions of an unfinished list of tags: "budget, op" → "budget, open data"."""
    before, comma, unfinished = text.rpartition(",")
    name = name_of(unfinished)
    if not name:
        return []
    begins = Q(slug__startswith=Tag.slug_of(name)) | Q(key__startswith=key_of(name))
    tags = visible_to(person).filter(begins).exclude(key__in=map(key_of, parse(before)))
    return [f"{before}{comma}{' ' if comma else ''}{tag.name}" for tag in tags.order_by("slug")[:limit]]
