"""What a method card says, and what the page of the hour offers while its step goes. No database."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Mode(StrEnum):
    """What the page of the hour offers while a step goes."""

    LISTEN = "listen"
    WRITE = "write"
    GROUPS = "groups"
    MAP = "map"
    HATCH = "hatch"
    DOTS = "dots"
    KEEP = "keep"
    PULSE = "pulse"


@dataclass(frozen=True, kw_only=True)
class Method:
    """A card. `each` is the number of minutes for each person, of a round; `group` the size of its groups."""

    title: Any  # translated when it is read
    invitation: Any
    minutes: int  # for ten people
    modes: tuple[Mode, ...]
    reminders: tuple[Any, Any, Any]  # for whoever leads
    each: int = 0
    group: int = 0
    writes_alone: bool = False  # what is written appears together (R-WRITTEN-IN-SILENCE)
