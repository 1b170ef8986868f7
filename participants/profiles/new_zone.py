"""A reader's device reports another zone: whether to ask about it, and the answer.

The question is asked once for each zone that is declined: of a person, or of a visitor's cookies.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from core import cookies
from core.timezones import city_names, reader_clock
from mailing import delivery_schedule
from participants.models import Participant

# Reported by browsers that hide their location.
HIDDEN = {"UTC", "Atlantic/Reykjavik"}
REMEMBERED = 20  # zones
DECLINED, BETWEEN = "zones-declined", "|"  # a visitor's cookie, and what stands between two zones in it


def is_news(request, zone):
    known = city_names.canonical(zone)
    if not city_names.exists(zone) or known in HIDDEN or known.startswith("Etc/"):
        return False
    return known not in _declined(request) and _differ(zone, shown(request))


def shown(request):
    """Return the zone for which this reader is shown times."""
    if request.user.is_authenticated:
        return request.user.zone
    return reader_clock.chosen(request)[0] or timezone.get_default_timezone()


def _declined(request):
    if request.user.is_authenticated:
        return request.user.zones_declined
    names = cookies.read(request, DECLINED).split(BETWEEN)
    return [name for name in names if city_names.exists(name)]


def use_as_visitor(request, response, zone):
    reader_clock.keep(response, zone, reader_clock.chosen(request)[1])
    others = [name for name in _declined(request) if name != city_names.canonical(zone)]
    cookies.write(response, DECLINED, BETWEEN.join(others))


def decline_as_visitor(request, response, zone):
    cookies.write(response, DECLINED, BETWEEN.join(_with(_declined(request), zone)))


def _with(declined, zone):
    known = city_names.canonical(zone)
    return [*(name for name in declined if name != known), known][-REMEMBERED:]


def use(person, zone):
    person.zone = ZoneInfo(city_names.by_city(zone))
    person.zones_declined = [name for name in person.zones_declined if name != city_names.canonical(zone)]
    person.save(update_fields=["zone", "zones_declined"])
    delivery_schedule.reschedule(person)


@transaction.atomic
def decline(person, zone):
    row = Participant.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.zones_declined = _with(row.zones_declined, zone)
    row.save(update_fields=["zones_declined"])
    person.zones_declined = row.zones_declined


def _differ(one, other):
    """Return whether the clocks of two zones differ at some time in the next year."""
    one, other = ZoneInfo(str(one)), ZoneInfo(str(other))
    weeks = (timezone.now() + timedelta(weeks=number) for number in range(53))
    return any(week.astimezone(one).utcoffset() != week.astimezone(other).utcoffset() for week in weeks)
