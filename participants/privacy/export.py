"""Everything the site holds about one person and their doings, to take away as JSON.

Each part declares its own tables here. What others wrote about a person, above all picks that are not mutual,
is theirs and not in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from core.registry import Registry
from core.timezones import display

sections = Registry("sections of the export")
withheld = Registry("relations that are not exported")
PROFILE = (
    "email name organization district region country about zone clock language day_starts day_ends "
    "notices_off delivery zones_declined listed is_organizer is_moderator imported_as date_joined last_login"
)


@dataclass(frozen=True)
class Section:
    """`values(person)` is what the file holds, `relations` the tables it speaks for.

    A table is named by the person's reverse relation, else as "app.Model.field".
    """

    values: Callable
    relations: tuple[str, ...]


def rows(name, fields, relation=None):
    """Export `fields` of a person's rows under a name, that of their reverse relation where none is given."""
    relation = relation or name

    def values(person):
        return list(getattr(person, relation).order_by("pk").values(*fields.split()))

    sections.add(name, Section(values, (relation,)))


def section(name, *relations):
    """Declare what the decorated function makes of a person as a section of the file."""

    def declare(values):
        sections.add(name, Section(values, relations))
        return values

    return declare


def withhold(*relations):
    """These are not the person's to take away: acts of office, and what others said of them."""
    for relation in relations:
        withheld.add(relation, relation)


def of(person):
    """The export as plain values: the profile, and what each part declared."""
    profile = {name: getattr(person, name) for name in PROFILE.split()} | {"zone": str(person.zone)}
    about = {"exported_at": timezone.now(), "clock": display.city(person.zone), "profile": profile}
    return about | {name: section.values(person) for name, section in sections.items()}
