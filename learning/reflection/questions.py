"""The questions after an hour, in our own words.

They follow the cycles of value of Etienne and Beverly Wenger-Trayner and Maarten de Laat: what happened,
what one took away, what one did with it, what counts differently since.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

HAPPENED, TAKEN_AWAY, USED, CHANGED = "happened", "taken away", "used", "changed"
CYCLES = (HAPPENED, TAKEN_AWAY, USED, CHANGED)


@dataclass(frozen=True)
class Question:
    """One box; one that `waits` is asked a month after the hour."""

    number: int
    cycle: str
    waits: bool
    label: str
    hint: str = ""

    @property
    def name(self):
        """The name of its column, and of its field."""
        return f"q{self.number}"


LEADING = Question(9, USED, True, _("What do you do differently now when you lead?"))
QUESTIONS = (
    Question(1, HAPPENED, False, _("What did you take part in that mattered to you?")),
    Question(2, TAKEN_AWAY, False, _("What do you see now that you did not see before?")),
    Question(3, TAKEN_AWAY, False, _("Whom did you get to know?")),
    Question(4, TAKEN_AWAY, False, _("What did you get hold of that you can use?")),
    Question(5, USED, True, _("What is different in your work because of it?")),
    Question(6, TAKEN_AWAY, True, _("What did you learn about yourself in your work?")),
    Question(
        7,
        TAKEN_AWAY,
        True,
        _("Which story that somebody told has stayed with you?"),
        _("It is theirs: leave out who told it, unless they agree."),
    ),
    Question(8, CHANGED, True, _("What do you or others now count as good that did not count before?")),
    LEADING,
)


def of(rules):
    """Return the questions of a kind of space, by their numbers."""
    return [one for one in QUESTIONS if one != LEADING or rules.asks_about_leading]


def in_order(numbers):
    """Return the questions of these numbers as a story has them: by the cycles, then by number."""
    chosen = [one for one in QUESTIONS if one.number in numbers]
    return sorted(chosen, key=lambda one: (CYCLES.index(one.cycle), one.number))
