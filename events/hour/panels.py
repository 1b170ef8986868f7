"""What parts above show on the page of the hour: a registry (see docs/architecture.md).

All panels of one place arrive together whenever something changed, and replace what stood there; not while
somebody writes in one of them. A page may make no more than four queries for all of its panels.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.registry import Registry
from events.hour.course import Course

# In the order of the page; on a desk, what one does stands in one column, who is here in another.
COLUMNS = {"lead": ("lead",), "deeds": ("close", "write", "notes"), "around": ("people", "foot")}
PLACES = tuple(place for places in COLUMNS.values() for place in places)


@dataclass(frozen=True)
class Reader:
    """Who looks at the page of an hour. `role` is a role that counts today, or ""."""

    person: Any
    role: str
    leads: bool
    refused: Mapping[str, Any] = field(default_factory=dict)  # forms with errors, by a name of their panel


@dataclass(frozen=True)
class Panel:
    """A piece of the page; `context(course, reader)` returns its variables, or None where it is not shown."""

    place: str
    template: str
    context: Callable[[Course, Reader], dict | None]


registry = Registry("panels of the page of the hour")
# name: function of a course to how many people have written something in its step
writers = Registry("how many have written in a step of an hour")


def add(name, place, template):
    """Declare a panel; in one place they stand in the order of their names' declaration."""

    def declare(context):
        registry.add(name, Panel(place, template, context))
        return context

    return declare


def shown(course, reader):
    """Yield (place, template, variables) of what this reader sees now."""
    for panel in sorted(registry.values(), key=lambda panel: PLACES.index(panel.place)):
        variables = panel.context(course, reader)
        if variables is not None:
            yield panel.place, panel.template, variables


def written(course):
    """Return how many people have written in the step of a course; what is only proposed holds nothing."""
    if course.step.pk is None:
        return 0
    return sum(count(course) for count in writers.values())
