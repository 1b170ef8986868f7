"""A person's device reports another zone: whether to ask about it, and the answer.

The question is asked once for each zone that is declined.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from core.timezones import city_names
from mailing import delivery_schedule
from participants.models import Participant

# Reported by browsers that hide their location.
HIDDEN = {"UTC", "Atlantic/Reykjavik"}
REMEMBERED = 20  # zones


def is_news(person, zone):
    known = city_names.canonical(zone)
    if not city_names.exists(zone) or known in HIDDEN or known.startswith("Etc/"):
        return False
    return known not in person.zones_declined and _differ(zone, person.zone)


def use(person, zone):
    person.zone = ZoneInfo(city_names.by_city(zone))
    person.zones_declined = [name for name in person.zones_declined if name != city_names.canonical(zone)]
    person.save(update_fields=["zone", "zones_declined"])
    delivery_schedule.reschedule(person)


@transaction.atomic
def decline(person, zone):
    row = Participant.objects.select_for_update(no_key=True).get(pk=person.pk)
    others = [name for name in row.zones_declined if name != city_names.canonical(zone)]
    row.zones_declined = [*others, city_names.canonical(zone)][-REMEMBERED:]
    row.save(update_fields=["zones_declined"])
    person.zones_declined = row.zones_declined


def _differ(one, other):
    """Return whether the clocks of two zones differ at some time in the next year."""
    one, other = ZoneInfo(str(one)), ZoneInfo(str(other))
    weeks = (timezone.now() + timedelta(weeks=number) for number in range(53))
    return any(week.astimezone(one).utcoffset() != week.astimezone(other).utcoffset() for week in weeks)
