"""Tags as people type them, separated by commas."""

from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from forums.models import Tag, Topic

AT_MOST = 5  # on a topic
LONGEST = 50  # letters


def names(text):
    """Return the names in "Budget, open data ,budget", without duplicates, in order."""
    found = {}
    for part in text.split(","):
        name = " ".join(part.split()).lstrip("#")
        if address(name):
            found.setdefault(address(name), name)
    return list(found.values())


def address(name):
    """Return the slug of a tag; Latin letters lose their accents."""
    return slugify(name)[:50] or slugify(name, allow_unicode=True)[:50]


def named(wanted):
    """Return the tags with these names, creating those that are missing."""
    by_address = {address(name): name for name in wanted if address(name)}
    Tag.objects.bulk_create(
        [Tag(slug=slug, name=name[:50]) for slug, name in by_address.items()], ignore_conflicts=True
    )
    return Tag.objects.filter(slug__in=by_address)


def known_to(person, tags=None):
    """Filter tags on no topic, or on one that this person may read (R-QUERY-PERMISSION)."""
    used, readable = Topic.objects.all(), Topic.objects.visible_to(person)
    mine, anybodys = (Exists(topics.filter(tags=OuterRef("pk"))) for topics in (readable, used))
    return (Tag.objects.all() if tags is None else tags).filter(mine | ~anybodys)


def suggestions(text, person, limit=8):
    """Return completions of an unfinished list of tags: "budget, op" → "budget, open data"."""
    before, comma, unfinished = text.rpartition(",")
    if not unfinished.strip():
        return []
    used = {address(name) for name in names(before)}
    tags = known_to(person).filter(slug__startswith=address(unfinished)).exclude(slug__in=used)
    return [f"{before}{comma}{' ' if comma else ''}{tag.name}" for tag in tags.order_by("slug")[:limit]]
