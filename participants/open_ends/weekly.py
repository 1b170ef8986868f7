"""The weekly note: one in seven days at most, and none when nothing is due (R-ONE-WEEKLY-NOTE)."""

from django.utils import timezone

from mailing import outbox
from participants.models import Participant
from participants.open_ends import registry

DAY = 0  # Monday, on the reader's clock, from when their day starts


def post_due(now=None):
    """Post the note of each person for whom its time has come this week. Idempotent. Return their number."""
    now = now or timezone.now()
    people = Participant.objects.active().filter(pk__in=registry.people())
    return len(outbox.post_many([_draft(person, now) for person in people if _is_time(person, now)]))


def _is_time(person, now):
    local = now.astimezone(person.zone)
    return local.weekday() == DAY and person.day_starts <= local.time() < person.day_ends


def _draft(person, now):
    year, week, _day = now.astimezone(person.zone).isocalendar()
    return outbox.Draft("open-ends", person, f"open-ends:{person.pk}:{year}-{week:02}", {})
