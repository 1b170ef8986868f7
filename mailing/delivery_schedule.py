"""When notices that can wait are sent: at once, in the person's day, or in a digest.

Which kinds come in the digest is asked in `preferences`.

Only kinds with `may_wait` are delayed, and nothing that would arrive less than twelve hours before the
instant that it is about. A day begins at `day_starts` in the person's zone.

A message for a digest is `held`, and the sender skips it. `digests.fold_due` writes one digest for everything
that is due for a person and settles these rows in the same transaction.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mailing import preferences
from mailing.models import Message, Recipient
from mailing.registry import kinds

NEAR = timedelta(hours=12)
Delivery, Digest, State = Recipient.Delivery, Recipient.Digest, Message.State
SOONER = {  # what to try, one after the other, while one is too late
    Digest.WEEKLY: (Digest.WEEKLY, Digest.DAILY),
    Digest.DAILY: (Digest.DAILY,),
    Delivery.MORNING: (Delivery.MORNING,),
    Delivery.AT_ONCE: (),
}


def plan(kind, person, before=None, now=None):
    """Return (state, due_at) for a message of this Kind; `before` is the instant that it is about, if any."""
    now = now or timezone.now()
    if person is not None and kind.may_wait:
        collected = preferences.in_digest(person, kind)
        for delivery in SOONER[person.digest if collected else person.delivery]:
            due = _due(person, delivery, now)
            if before is None or due <= before - NEAR:
                return State.HELD if collected else State.WAITING, due
    return State.WAITING, now


@transaction.atomic
def choose(person, channels, *, delivery=Delivery.AT_ONCE, digest=Digest.DAILY):
    """Keep the channel of each of these kinds (see `preferences.keep`), and when both channels are sent.

    What is held is rescheduled. Idempotent.
    """
    preferences.keep(person, channels)
    person.delivery, person.digest = delivery, digest
    person.save(update_fields=["delivery", "digest"])
    reschedule(person)


@transaction.atomic
def reschedule(person):
    """Recompute when a person's held messages are due; never later than before. Idempotent."""
    for row in person.messages.held().select_for_update().order_by("created_at", "pk"):
        state, due = plan(kinds[row.kind], person) if row.kind in kinds else (State.WAITING, timezone.now())
        row.state, row.due_at = state, min(due, row.due_at)
        row.save(update_fields=["state", "due_at"])


def _due(person, delivery, now):
    """Return the next instant at which this person reads such notices; within their day, MORNING is now."""
    local = now.astimezone(person.zone)
    if delivery == Delivery.MORNING and person.day_starts <= local.time() < person.day_ends:
        return now
    day = local.date()
    if _morning(person, day) <= now:
        day += timedelta(days=1)
    if delivery == Digest.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return _morning(person, day)


def _morning(person, day):
    return datetime.combine(day, person.day_starts, tzinfo=person.zone)
