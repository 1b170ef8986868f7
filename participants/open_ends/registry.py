"""What is left to do for a person: each part declares its own, for the dashboard and for the weekly note."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.utils import timezone

from core.registry import Registry


@dataclass(frozen=True)
class OpenEnd:
    """One line: what it is about, in its `language`; what is to be done, where, and from when."""

    subject: str
    text: str
    url: str
    due: date
    language: str = ""


@dataclass(frozen=True)
class Source:
    """`of(person)` returns their OpenEnds; `people()` the keys of all who have one: one query each.

    Without `people` it stands on the dashboard alone, and in no note.
    """

    of: Callable[[Any], list[OpenEnd]]
    people: Callable[[], Any] | None = None


sources = Registry("open ends")


def of(person):
    """Return all OpenEnds of a person, the earliest first."""
    found = [end for source in sources.values() for end in source.of(person)]
    return sorted(found, key=attrgetter("due"))


def for_note(person):
    """Return the OpenEnds of a person that the weekly note tells of: those whose date has come."""
    found = [end for source in sources.values() if source.people for end in source.of(person)]
    return sorted((end for end in found if end.due <= timezone.localdate()), key=attrgetter("due"))


def people():
    """Return the keys of all who have something for a note; one query a source (R-ONE-STATEMENT)."""
    return {key for source in sources.values() if source.people for key in source.people()}
