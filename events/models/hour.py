"""In which state the hour of a co-lab is: the one place that compares it with the clock (R-HOUR-STATE)."""

from enum import StrEnum

from django.conf import settings

OPENS = settings.COLAB["room_opens"]  # before the start


class HourState(StrEnum):
    NOT_YET = "not_yet"  # the door of the room is closed
    OPEN = "open"  # the door is open, the hour has not begun
    UNDER_WAY = "under_way"
    OVER = "over"


def state_at(now, starts_at, ends_at):
    """Return the HourState at an instant; a limit belongs to what begins at it."""
    if now >= ends_at:
        return HourState.OVER
    if now >= starts_at:
        return HourState.UNDER_WAY
    return HourState.OPEN if now >= starts_at - OPENS else HourState.NOT_YET


def status_of(state, hour):
    """Return the word for a co-lab, by its state and its HourState, as templates/_status.html has it.

    Only what is announced and over is held.
    """
    if state != "announced":
        return str(state)
    words = {HourState.OPEN: "open_now", HourState.UNDER_WAY: "under_way", HourState.OVER: "held"}
    return words.get(hour, str(state))
