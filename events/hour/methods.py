"""Every method that a step can have: the cards, what became of it, and one's own. No database."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.hour.cards import CARDS
from events.hour.method import Method, Mode

OWN = "own"  # the method of a step that follows no card
BECAME = "became"  # the first step of a follow-up

METHODS: dict[str, Method] = CARDS | {
    BECAME: Method(
        title=_("What became of it"),
        invitation=_("Hear what people said they would do last time, and what came of it."),
        minutes=3,
        modes=(Mode.LISTEN,),
        reminders=(
            _("Only the people who took on the step speak."),
            _("“Not yet” is an answer."),
            _("Thank them, whatever it showed."),
        ),
    ),
    OWN: Method(
        title=_("A step of your own"),
        invitation=_("What do people do?"),
        minutes=10,
        modes=(Mode.LISTEN,),
        reminders=(
            _("Say what comes, and until when."),
            _("Leave room for those who speak less."),
            _("Keep to the time."),
        ),
    ),
}


def of(key: str) -> Method:
    """Return the method of this key; that of one's own step where there is none."""
    return METHODS.get(key, METHODS[OWN])


def choices() -> Iterable[tuple[str, Any]]:
    """Return (key, title) of what a run sheet can be made of, one's own step last."""
    return [(key, method.title) for key, method in METHODS.items()]


# What is written in a step of these appears together.
SILENT = [key for key, method in METHODS.items() if method.writes_alone]
