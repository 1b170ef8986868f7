"""The export of everything the site holds about a person, as JSON.

Each part declares its own tables. What others wrote about a person, above all picks that are not mutual, is
theirs and is not included.
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
    """`values(person)` is the content, `relations` are the relations that it covers, `fields` their fields.

    A relation is named by the person's reverse relation, else as "app.Model.field".
    """

    values: Callable
    relations: tuple[str, ...]
    fields: tuple[str, ...] = ()


def rows(name, fields, relation=None):
    """Declare `fields` of a person's rows as a section; `relation` is the reverse relation if not `name`."""
    relation = relation or name

    def values(person):
        return list(getattr(person, relation).order_by("pk").values(*fields.split()))

    sections.add(name, Section(values, (relation,), tuple(fields.split())))


def section(name, *relations):
    def declare(values):
        sections.add(name, Section(values, relations))
        return values

    return declare


def withhold(*relations):
    """Declare that these relations are not exported: acts of office, and statements of others."""
    for relation in relations:
        withheld.add(relation, relation)


def of(person):
    profile = {name: getattr(person, name) for name in PROFILE.split()} | {"zone": str(person.zone)}
    about = {"exported_at": timezone.now(), "clock": display.city(person.zone), "profile": profile}
    return about | {name: section.values(person) for name, section in sections.items()}
