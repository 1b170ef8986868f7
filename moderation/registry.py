"""The kinds of things that can be reported and hidden, each declared by the part that owns it.

kinds.declare(Kind("post", Post, row="forums/topics/_moderated_post.html", …))
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.registry import Registry
from participants.models import Participant


@dataclass(frozen=True)
class Kind:
    """A kind of thing that moderators look at.

    `things()` returns a queryset with everything that `row`, its template in the queue, needs.
    `visible_to(person)` returns those that the person may read, `moderated_by(person)` those that the person
    may hide; `moderates(person)` whether there can be any. `hide(thing, by, reason)` and `show(thing, by)`
    are its verbs, `question(thing)` is what `hide_page` asks before. `moderators(thing)` returns whom to
    notify of a report; without it, the kind cannot be reported. `place(thing)` describes it and where it is;
    `title(thing)` is the title of the mail. It has neither, nor the reason, unless `words_leave(thing)`.
    Moderators see who wrote and who reported it if `names_people(thing)`. What is not `of_a_forum` is for
    the moderators of the site alone.
    """

    name: str
    model: type
    heading: str  # of those that are hidden
    row: str
    things: Callable
    visible_to: Callable
    moderated_by: Callable
    moderates: Callable
    hide: Callable
    show: Callable
    question: Callable
    hide_page: str = "moderation/hide.html"
    moderators: Callable | None = None
    report_heading: str = ""  # of the page where it is reported
    reported: str = ""  # the heading of the mail
    place: Callable = str
    title: Callable = str
    words_leave: Callable = lambda thing: True
    names_people: Callable = lambda thing: True  # to moderators (R-UNATTRIBUTED)
    of_a_forum: bool = True


def of_the_site(*args, **answers):
    """Return a Kind that the moderators of the site alone look at; arguments as of Kind."""
    return Kind(
        *args,
        moderates=lambda person: person.is_moderator,
        moderators=lambda thing: Participant.objects.active().filter(is_moderator=True),
        of_a_forum=False,
        **answers,
    )


class Kinds(Registry):
    def declare(self, kind):
        return self.add(kind.name, kind)

    def name_of(self, thing):
        """Return the name of a thing's kind. Raise LookupError if it has none."""
        return self.of_thing(thing).name

    def of_thing(self, thing):
        for kind in self.values():
            if isinstance(thing, kind.model):
                return kind
        raise LookupError(f"Nobody has declared how a {type(thing).__name__} is moderated.")


kinds = Kinds("kinds of things that are moderated")


def moderates(person):
    """Return whether there can be anything that this person moderates."""
    return any(asked(person) for asked in dict.fromkeys(kind.moderates for kind in kinds.values()))
