"""What can be reported and hidden, each kind declared by the part that owns it.

kinds.declare(Kind("post", Post, row="forums/topics/_moderated_post.html", …))
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True)
class Kind:
    """One kind of thing that moderators look at.

    `things()` is a queryset with all that `row`, its template in the queue, shows of one. Of these,
    `moderated_by(person)` are those that this person may hide; `moderates(person)` is whether there can be
    any at all. `moderators(thing)` are told of a report: without it, it cannot be reported. `place(thing)`
    says in words what and where it is, `title(thing)` heads the mail.
    """

    name: str
    model: type
    heading: str  # of those that are hidden
    row: str
    things: Callable
    moderated_by: Callable
    moderates: Callable
    moderators: Callable | None = None
    place: Callable = str
    title: Callable = str


class Kinds(Registry):
    def declare(self, kind):
        return self.add(kind.name, kind)

    def name_of(self, thing):
        """The name of a thing's kind. Raise LookupError where it cannot be reported."""
        return self.of_thing(thing).name

    def of_thing(self, thing):
        for kind in self.values():
            if isinstance(thing, kind.model):
                return kind
        raise LookupError(f"Nobody has declared how a {type(thing).__name__} is moderated.")


kinds = Kinds("kinds of things that are moderated")
