"""The time part of the forms with a start: declaring, editing a draft, moving."""

from django.conf import settings
from django.core.exceptions import ValidationError

from core.timezones.wall_time import Start
from events.lifecycle.forms import StartForm
from events.models import CoLab
from events.scheduling import finder, time_check

LENGTH = settings.COLAB["minutes"]


def with_chosen_start(posted, otherwise):
    """Return posted data with the start chosen in the time finder as date and time.

    The start is an instant; it is converted to the zone in the data or, if there is none, to `otherwise`.
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
    """Return the context of _time.html: the time finder, and the TimeCheck if the form has a start.

    `zone` and `minutes` are used where the form has none.
    """
    typed = form.cleaned_data if form.is_bound else {}
    minutes = minutes or typed.get("minutes")
    is_length = minutes is not None and 1 <= minutes <= LENGTH
    start = typed.get("start") if is_length else None
    starts = finder.of(
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
    nominators = [person for person in starts.people if person.nominated]
    return {
        "form": form,
        "topic": topic,
        "nominators": nominators,
        "finder": starts,
        "check": time_check.TimeCheck(start, minutes, nominators) if start else None,
        "browsing": "week" in request.POST,
    }


def _team(request, typed, colab):
    named = [typed.get(role, getattr(colab, role, None)) for role in CoLab.ROLES[1:]]
    return [colab.organizer if colab else request.user, *named]


def piece(request):
    return "events/scheduling/_week.html" if "week" in request.POST else "events/scheduling/_time.html"


def drop_other_errors(request, form, names):
    form.is_valid()
    kept = () if "week" in request.POST else names
    for name in [name for name in form.errors if name not in kept]:
        del form.errors[name]
