"""What the page about a space shows beside what it knows itself: declared by each part.

ways_in.add("topic", WayIn(10, _("Post a topic"), _("Say what …"), lambda forum: …))
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from core.registry import Registry
from forums.models import Forum


def _everywhere(forum):
    return True


@dataclass(frozen=True)
class WayIn:
    """One thing that somebody new can do; `address(forum)` is where, `is_in(forum)` whether it is one."""

    place: int
    text: Any
    hint: Any
    address: Callable[[Forum], str]
    is_in: Callable[[Forum], bool] = _everywhere


@dataclass(frozen=True)
class Piece:
    """A section; `context(forum, reader)` returns its variables, or None where it is not shown."""

    place: int
    template: str
    context: Callable[[Forum, Any], dict | None]


ways_in = Registry("ways into a space")
pieces = Registry("pieces of the page about a space")


def ways_into(forum):
    """Yield (WayIn, address) of a space, in their order."""
    for way in sorted(ways_in.values(), key=attrgetter("place")):
        if way.is_in(forum):
            yield way, way.address(forum)


def shown(forum, reader):
    """Yield (template, variables) of the pieces that this reader sees, in their order."""
    for piece in sorted(pieces.values(), key=attrgetter("place")):
        variables = piece.context(forum, reader)
        if variables is not None:
            yield piece.template, variables
