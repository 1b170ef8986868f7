"""The weekly note: one in seven days at most, and none when nothing is due (R-ONE-WEEKLY-NOTE)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from mailing import outbox
from mailing.models import Message
from participants.models import Participant
from participants.open_ends import registry

WEEK = timedelta(days=7)
DAY = 0  # Monday, on the reader's clock, from when their day starts


def post_due():
    """Post the note of each person for whom its time has come this week. Idempotent. Return their number."""
    now = timezone.now()
    told = Message.objects.filter(recipient=OuterRef("pk"), kind="open-ends", created_at__gt=now - WEEK)
    people = Participant.objects.active().filter(~Exists(told), pk__in=registry.people())
    return len(outbox.post_many([_draft(person, now) for person in people if _is_time(person, now)]))


def _is_time(person, now):
    local = now.astimezone(person.zone)
    return local.weekday() == DAY and person.day_starts <= local.time() < person.day_ends


def _draft(person, now):
    year, week, _day = now.astimezone(person.zone).isocalendar()
    return outbox.Draft("open-ends", person, f"open-ends:{person.pk}:{year}-{week:02}", {})
