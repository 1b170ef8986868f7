"""Tags as people type them, separated by commas."""

from django.db.models import Exists, OuterRef

from forums.models import Tag, Topic
from participants import limits

MAX_TAGS = 5  # on a topic
MAX_LENGTH = 50  # letters


def parse(text):
    """Return the names in "Budget, open data ,budget", without duplicates (by slug), in order."""
    found = {}
    for part in text.split(","):
        name = " ".join(part.split()).lstrip("#")
        if Tag.slug_of(name):
            found.setdefault(Tag.slug_of(name), name)
    return list(found.values())


def get_or_create(wanted, by=None):
    """Return the tags of these names; new ones count for who makes them. Raise limits.Refused."""
    by_slug = {Tag.slug_of(name): name for name in wanted if Tag.slug_of(name)}
    known = set(Tag.objects.filter(slug__in=by_slug).values_list("slug", flat=True))
    new = [Tag(slug=slug, name=name[:50]) for slug, name in by_slug.items() if slug not in known]
    if by is not None:
        limits.spend(by, "tag", len(new))
    Tag.objects.bulk_create(new, ignore_conflicts=True)
    return Tag.objects.filter(slug__in=by_slug)


def visible_to(person, tags=None):
    """Filter tags on no topic, or on one that this person may read (R-QUERY-PERMISSION)."""
    used, readable = Topic.objects.all(), Topic.objects.visible_to(person)
    mine, anybodys = (Exists(topics.filter(tags=OuterRef("pk"))) for topics in (readable, used))
    return (Tag.objects.all() if tags is None else tags).filter(mine | ~anybodys)


def suggestions(text, person, limit=8):
    """Return completions of an unfinished list of tags: "budget, op" → "budget, open data"."""
    before, comma, unfinished = text.rpartition(",")
    if not unfinished.strip():
        return []
    used = {Tag.slug_of(name) for name in parse(before)}
    tags = visible_to(person).filter(slug__startswith=Tag.slug_of(unfinished)).exclude(slug__in=used)
    return [f"{before}{comma}{' ' if comma else ''}{tag.name}" for tag in tags.order_by("slug")[:limit]]
