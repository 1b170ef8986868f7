"""What an invitation can lead to, each declared by the part that owns it: the site, a space, a co-lab.

kinds.declare(Kind("space", find=…, makers=…, check=…, accept=…, template="forums/spaces/invitation.html"))
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True)
class Kind:
    """`find(key)` returns what an invitation leads to, or None once it leads nowhere.

    `makers(target)` is a queryset of the people who may make one; it is asked again whenever somebody comes.
    `check(target, person)` raises `invitations.Refused` for whom it does not hold; `accept(target, person)`
    lets them in, is idempotent, and returns where they are then. `template` asks them first, about `target`.
    """

    name: str
    find: Callable
    makers: Callable
    check: Callable
    accept: Callable
    template: str

    def may_make(self, target, person):
        return self.makers(target).filter(pk=person.pk).exists()


class Kinds(Registry):
    def declare(self, kind):
        return self.add(kind.name, kind)


kinds = Kinds("what an invitation leads to")
