"""When what is not urgent reaches a person: at once, in their day, or with others in a digest.

Only kinds declared with `may_wait` are held, and nothing that speaks of an instant less than twelve hours
after it would arrive. Mornings are the person's own: `day_starts` in their zone.

A row for a digest is `held`, which the sender passes over. `fold_due` writes one digest for all that is due
for a person and settles these rows in the same transaction, so that nothing is lost or said twice. The
digest (see `digests`) asks each of them again whether it is still true.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mailing import preferences
from mailing.models import Message, Recipient
from mailing.registry import kinds

NEAR = timedelta(hours=12)
Delivery, State = Recipient.Delivery, Message.State
DIGESTS = (Delivery.DAILY, Delivery.WEEKLY)
SOONER = {  # what is tried one after the other, where the first would be too late
    Delivery.WEEKLY: (Delivery.WEEKLY, Delivery.DAILY),
    Delivery.DAILY: (Delivery.DAILY,),
    Delivery.MORNING: (Delivery.MORNING,),
    Delivery.AT_ONCE: (),
}


def plan(kind, person, before=None, now=None):
    """(state, due_at) of a message of this Kind written now; `before`: the instant it speaks of, if any."""
    now = now or timezone.now()
    if person is not None and kind.may_wait:
        for delivery in SOONER[person.delivery]:
            due = _due(person, delivery, now)
            if before is None or due <= before - NEAR:
                return State.HELD if delivery in DIGESTS else State.WAITING, due
    return State.WAITING, now


def choose(person, delivery):
    """Have notices that can wait delivered so from now on; what is held already comes along.

    Who chooses a digest wants digests, also where they had turned them off.
    """
    person.delivery = delivery
    person.save(update_fields=["delivery"])
    if delivery in DIGESTS:
        preferences.turn_on(person, "digest")
    reschedule(person)


@transaction.atomic
def reschedule(person):
    """What is held for a person is due by their clock and wish as they are now. Never later than it was."""
    for row in person.messages.held().select_for_update():
        state, due = plan(kinds[row.kind], person) if row.kind in kinds else (State.WAITING, timezone.now())
        row.state, row.due_at = state, min(due, row.due_at)
        row.save(update_fields=["state", "due_at"])


def _due(person, delivery, now):
    """The next instant at which this person reads such notices; in their day that is now for MORNING."""
    local = now.astimezone(person.zone)
    if delivery == Delivery.MORNING and person.day_starts <= local.time() < person.day_ends:
        return now
    day = local.date()
    if _morning(person, day) <= now:
        day += timedelta(days=1)
    if delivery == Delivery.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return _morning(person, day)


def _morning(person, day):
    return datetime.combine(day, person.day_starts, tzinfo=person.zone)
