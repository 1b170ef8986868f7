"""Tags as people type them, with commas between."""

from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from forums.models import Tag, Topic

AT_MOST = 5  # on a topic
LONGEST = 50  # letters


def names(text):
    """The names in "Budget, open data ,budget": each once, whatever its case or accents, in their order."""
    found = {}
    for part in text.split(","):
        name = " ".join(part.split()).lstrip("#")
        if address(name):
            found.setdefault(address(name), name)
    return list(found.values())


def address(name):
    """What a tag is found by; accents do not matter where the Latin alphabet is used."""
    return slugify(name)[:50] or slugify(name, allow_unicode=True)[:50]


def named(wanted):
    """The tags of these names; those that nobody used before are made."""
    by_address = {address(name): name for name in wanted if address(name)}
    Tag.objects.bulk_create(
        [Tag(slug=slug, name=name[:50]) for slug, name in by_address.items()], ignore_conflicts=True
    )
    return Tag.objects.filter(slug__in=by_address)


def known_to(person, tags=None):
    """The tags that this person may know of: those on no topic, or on one that they may read.

    What is written on topics of a forum that is not public is not known elsewhere (R-QUERY-PERMISSION).
    """
    used, readable = Topic.objects.all(), Topic.objects.visible_to(person)
    mine, anybodys = (Exists(topics.filter(tags=OuterRef("pk"))) for topics in (readable, used))
    return (Tag.objects.all() if tags is None else tags).filter(mine | ~anybodys)


def suggestions(text, person, limit=8):
    """What an unfinished list of tags could become for this person: "budget, op" → "budget, open data"."""
    before, comma, unfinished = text.rpartition(",")
    if not unfinished.strip():
        return []
    used = {address(name) for name in names(before)}
    tags = known_to(person).filter(slug__startswith=address(unfinished)).exclude(slug__in=used)
    return [f"{before}{comma}{' ' if comma else ''}{tag.name}" for tag in tags.order_by("slug")[:limit]]
