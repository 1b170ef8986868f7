"""The export of everything the site holds about a person, as JSON.

Each part declares its own tables. What others wrote about a person, above all picks that are not mutual, is
theirs and is not included.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper
from django.utils import timezone

from core.registry import Registry
from core.timezones import display

sections = Registry("sections of the export")
withheld = Registry("relations that are not exported")
PROFILE = (
    "email name organization district region country about zone clock language day_starts day_ends "
    "notices_off notices_at_once notices_in_digest delivery digest zones_declined listed on_map is_organizer "
    "is_moderator imported_as date_joined last_login"
)


@dataclass(frozen=True)
class Section:
    """`values(person)` is the content, `relations` are the relations that it covers, `fields` their fields.

    A relation is named by the person's reverse relation, else as "app.Model.field".
    """

    values: Callable
    relations: tuple[str, ...]
    fields: tuple[str, ...] = ()


def rows(name, fields, relation=None, *, title=None, readable=None):
    """Declare `fields` of a person's rows as a section; `relation` is the reverse relation if not `name`.

    `title` is a field with the words of others, which is left empty where the condition `readable` does not
    hold: the person may no longer read them.
    """
    relation = relation or name

    def values(person):
        found = getattr(person, relation).order_by("pk")
        return values_of(found, fields, title, readable)

    sections.add(name, Section(values, (relation,), tuple(fields.split())))


def values_of(found, fields, title=None, readable=None):
    """Return the rows of a queryset as `rows` does."""
    if title is None:
        return list(found.values(*fields.split()))
    condition = ExpressionWrapper(readable, output_field=BooleanField())
    rows = list(found.annotate(readable=condition).values(*fields.split(), "readable"))
    return [row if row.pop("readable") else row | {title: ""} for row in rows]


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
