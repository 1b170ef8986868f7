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
    """One line: what it is about, in its `language`; what is to be done, where, and from when.

    What is not `in_note` stands on the dashboard alone.
    """

    subject: str
    text: str
    url: str
    due: date
    language: str = ""
    in_note: bool = True


@dataclass(frozen=True)
class Source:
    """`of(person)` returns their OpenEnds; `people()` the keys of all who have one for a note.

    One query each.
    """

    of: Callable[[Any], list[OpenEnd]]
    people: Callable[[], Any] = tuple


sources = Registry("open ends")


def of(person):
    """Return all OpenEnds of a person, the earliest first."""
    found = [end for source in sources.values() for end in source.of(person)]
    return sorted(found, key=attrgetter("due"))


def for_note(person):
    """Return the OpenEnds of a person that the weekly note tells of: those whose date has come."""
    return [end for end in of(person) if end.in_note and end.due <= timezone.localdate()]


def people():
    """Return the keys of all who have something for a note; one query a source (R-ONE-STATEMENT)."""
    return {key for source in sources.values() for key in source.people()}
