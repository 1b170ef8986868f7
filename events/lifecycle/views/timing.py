"""The time part of the forms that ask for a start: declaring, changing a draft, moving."""

from django.conf import settings
from django.core.exceptions import ValidationError

from core.timezones.wall_time import Start
from events.lifecycle.forms import StartForm
from events.models import CoLab
from events.scheduling import finder, time_check

LENGTH = settings.COLAB["minutes"]


def chosen(posted, otherwise):
    """What was typed, with the start that was pressed in the time finder in place of the date and time.

    The start is an instant, told on the clock that was typed: where that is none, on `otherwise`.
    """
    posted = posted.copy()
    try:
        instant = finder.parse_start(posted.get("start", ""))
    except ValueError:
        return posted
    field = StartForm.base_fields["zone"]
    try:
        zone = field.clean(field.widget.value_from_datadict(posted, {}, "zone"))
    except ValidationError:
        posted["zone"] = str(otherwise)
        zone = otherwise
    for name, value in Start(instant, zone).form_data.items():
        posted[name] = value
    return posted


def time_context(request, form, topic, *, zone, minutes=None, colab=None, follows=None):
    """What _time.html shows: the time finder, and the TimeCheck of the form's start if it names one.

    `zone` is the clock of the finder where the form names none, `minutes` the length where it asks none.
    """
    typed = form.cleaned_data if form.is_bound else {}
    minutes = minutes or typed.get("minutes")
    is_length = minutes is not None and 1 <= minutes <= LENGTH
    start = typed.get("start") if is_length else None
    found = finder.of(
        topic,
        request.user,
        zone=typed.get("zone") or zone,
        minutes=minutes if is_length else LENGTH,
        colab=colab,
        follows=follows,
        team=_team(request, typed, colab),
        start=start,
        near=colab.starts_at if colab else None,
        week=request.POST.get("week", ""),
    )
    nominators = [person for person in found.people if person.nominated]
    return {
        "form": form,
        "topic": topic,
        "nominators": nominators,
        "finder": found,
        "check": time_check.TimeCheck(start, minutes, nominators) if start else None,
        "browsing": "week" in request.POST,
    }


def _team(request, typed, colab):
    """Those who run it: as typed, where the form asks, or as they are."""
    named = [typed.get(role, getattr(colab, role, None)) for role in CoLab.ROLES[1:]]
    return [colab.organizer if colab else request.user, *named]


def piece(request):
    """What htmx gets: the week it asked for, or all that is about the time."""
    return "events/scheduling/_week.html" if "week" in request.POST else "events/scheduling/_time.html"


def keep_errors(request, form, names):
    """Forget the errors of all other fields; of every field, where only another week was asked for."""
    form.is_valid()
    asked = () if "week" in request.POST else names
    for name in [name for name in form.errors if name not in asked]:
        del form.errors[name]
