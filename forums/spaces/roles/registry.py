"""What each role of a space looks at: a registry of lists, which every reader of the space sees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.registry import Registry
from forums.models import Forum

MOST = 5  # rows of a list


@dataclass(frozen=True, kw_only=True)
class RoleList:
    """One list of a role.

    `rows(forum, reader)` returns at most MOST rows that this reader may read, whatever role they hold
    (R-ROLE-GIVES-NOTHING); one query. `template` shows one as `row`, beside `forum`; `note` says what the
    list leaves out. `place` is the order among the lists of one role. The list is there in spaces for which
    `shown` returns True.
    """

    role: str  # a value of Role.Kind
    place: int
    heading: str
    template: str
    rows: Callable[[Forum, Any], list]
    note: str = ""
    shown: Callable[[Forum], bool] = lambda forum: True


lists = Registry("lists of the roles of a space")


def of_role(kind):
    """Return the lists of a role, a value of `Role.Kind`, in order."""
    return sorted((one for one in lists.values() if one.role == kind), key=lambda one: one.place)


def names_authors(forum):
    """Return whether a space says who wrote what; for lists that would tell it (R-UNATTRIBUTED)."""
    return forum.rules.names_authors
