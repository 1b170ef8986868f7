"""Everything the site holds about one person and their doings, to take away (JSON).

Each part says what is the person's own. What others wrote about them, above all picks that are not mutual,
is theirs and not in it.
"""

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.timezones import display
from events.calendar import feeds
from events.models import CalendarReply

PROFILE = (
    "email name organization district region country about zone clock language day_starts day_ends "
    "notices_off delivery zones_declined listed is_organizer is_moderator imported_as date_joined last_login"
)
# What is exported, by its name in the file: the person's reverse relation, and the values to be looked up.
ROWS = {
    "topics": ("topics", "id title forum__name language created_at"),
    "posts": ("posts", "id topic_id topic__title number text language created_at edited_at"),
    "nominations": ("nominations", "topic_id topic__title post_id part reason created_at"),
    "forums": ("memberships", "forum__name moderates joined_at"),
    "reports": ("reports", "post_id reason created_at settled_at"),
    "watches": ("watches", "topic_id forum__name tag__name created_at"),
    "registrations": (
        "registrations",
        "colab_id colab__title colab__starts_at part bring status queued_at seated_at gone_at attendance",
    ),
    "visits": ("visits", "colab_id colab__title came_at"),
    "organizes": ("organizes", "id title state starts_at"),
    "facilitates": ("facilitates", "id title state starts_at"),
    "harvests": ("harvests", "id title state starts_at"),
    "insights": ("insights", "id colab_id colab__title text language created_at edited_at"),
    "comments": ("comments", "id insight_id text language created_at"),
    "picks": ("picks", "colab_id colab__title chosen_id reason note created_at introduced_at"),
    "follow_up_requests": ("follow_up_requests", "colab_id colab__title reason created_at"),
    "messages": ("messages", "kind subject state created_at settled_at"),
}


def of(person):
    """The export as plain values: the profile, and a list for each of ROWS."""
    profile = {name: getattr(person, name) for name in PROFILE.split()} | {"zone": str(person.zone)}
    rows = {
        name: list(getattr(person, relation).order_by("pk").values(*fields.split()))
        for name, (relation, fields) in ROWS.items()
    }
    about = {"exported_at": timezone.now(), "clock": display.city(person.zone), "profile": profile}
    return about | rows | _calendars(person)


def _calendars(person):
    """What calendars answered for the person, and since when their own feed has an address (kept nowhere)."""
    answers = CalendarReply.objects.filter(registration__participant=person).order_by("pk")
    fields = ["registration__colab_id", "registration__colab__title", "partstat", "stamp", "received_at"]
    key = feeds.key_of(person)
    return {
        "calendar_answers": list(answers.values(*fields)),
        "calendar_feed": {"made_at": key.made_at} if key else None,
    }


@require_safe
def download(request):
    response = JsonResponse(of(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="co-lab.json"'
    response["Cache-Control"] = "no-store"
    return response
