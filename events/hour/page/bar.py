"""What stands at the top of the page of an hour: where it is, until when, and what people do now."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.hour import grouping, hours, methods, panels, people
from events.hour.method import Mode

LONG = 90  # letters of a step’s own words that do not stay in sight on a telephone
_TO_MY_NOTE = ("write", _("To my note"))
_WAYS = {
    Mode.WRITE: _TO_MY_NOTE,
    Mode.MAP: _TO_MY_NOTE,
    Mode.HATCH: _TO_MY_NOTE,
    Mode.KEEP: _TO_MY_NOTE,
    Mode.GROUPS: ("people", _("To my group")),
    Mode.DOTS: ("notes", _("To the dots")),
    Mode.PULSE: ("close", _("To the three taps")),
}


@dataclass(frozen=True)
class Line:
    """A step of the run sheet. `state`: "past", "now" or "ahead"; `is_own`: people named it."""

    title: str
    is_own: bool
    minutes: int
    state: str


def of(course):
    """Return the context of the bar, of what leads the hour, and of the run sheet."""
    step = course.step
    shown = {
        "until": course.until,
        "now": timezone.now(),
        "total": len(course.steps),
        "lines": [
            Line(_title(one), bool(one.title), one.minutes, _state(course, one)) for one in course.steps
        ],
        "next": _title(course.following) if course.following else "",
    }
    return shown | (_of_step(course, step) if step else {})


def ways(course, places):
    """Return (place, words) of where on the page people do what the step asks for, where that is shown."""
    found = [_WAYS[mode] for mode in course.modes if mode in _WAYS]
    return [(place, words) for place, words in found if places[place] and _is_there(course, place)]


def _is_there(course, place):
    if place == "close":
        return course.colab.topic.forum.rules.asks_pulse
    if place != "people":
        return True
    me = course.known["reader"].person.pk
    return any(me in group for group in grouping.now(course))


def _of_step(course, step):
    writes = Mode.WRITE in course.modes and bool(course.colab.topic.forum.rules.notes)
    here = people.here(course)
    return {
        "people": len(here),
        "each": _each(course, here),
        "number": course.index + 1,
        "goes_on": course.is_led or course.index > 0,  # whoever leads presses Next, no longer Begin
        "title": _title(step),
        "invitation": "" if step.method == methods.OWN and step.prompt else course.method.invitation,
        "is_prompt_long": len(step.prompt) > LONG,
        "may_extend": hours.may_extend(course),
        "may_show": writes and step.shown_at is None,
        "written": panels.written(course) if writes else None,
    }


def _each(course, here):
    """Return the minutes for each of those who speak in a round, and their number; None of other steps."""
    speakers = sum(not guest.listens for guest in here)
    if not course.method.each or speakers < 2:
        return None
    minutes = (course.until - course.began_at) // timedelta(minutes=1)
    return {"minutes": max(1, min(course.method.each, minutes // speakers)), "people": speakers}


def _title(step):
    return step.title or methods.of(step.method).title


def _state(course, step):
    if course.is_past(step):
        return "past"
    return "now" if step == course.step else "ahead"
