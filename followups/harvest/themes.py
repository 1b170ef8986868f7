"""The themes of a harvest are tags, and what people shared stands under them (R-WORDS-LINKED)."""

from dataclasses import dataclass, field

from followups.models import Harvest


@dataclass(frozen=True)
class Group:
    """Notes under one theme; `name` and `slug` are "" for those that have none of the themes."""

    name: str = ""
    slug: str = ""
    notes: list = field(default_factory=list)


def names_of(harvest):
    """Return the names of the tags of a harvest (or None), in the order of its writer."""
    if harvest is None:
        return []
    rows = Harvest.tags.through.objects.filter(harvest=harvest).order_by("pk")
    return list(rows.values_list("tag__name", flat=True))


def grouped(notes, themes):
    """Return Groups of notes `with_tags` under the first of the `themes` that each has; none is empty.

    `themes`: [{"name": …, "slug": …}], in order. Notes with none of them come last.
    """
    groups = {theme["slug"]: Group(theme["name"], theme["slug"]) for theme in themes}
    rest = Group()
    for note in notes:
        slugs = {tag["slug"] for tag in note.tag_list}
        first = next((group for slug, group in groups.items() if slug in slugs), rest)
        first.notes.append(note)
    return [group for group in (*groups.values(), rest) if group.notes]
