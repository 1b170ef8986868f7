"""Reminders and wrap-ups, computed every minute (R-REMINDERS-COMPUTED and R-REMINDER-LATE).

The key of a reminder contains the start, so that a move makes the old one untrue and a new one due.
"""

from operator import attrgetter

from django.db.models import Max, Prefetch
from django.utils import timezone

from core.database.rows import at_once, one_by_one
from events.messages import notifications, reminder_times
from events.messages.notifications import WRAP_UP_WITHIN
from events.models import CoLab, Registration
from events.registration import offboarding, seats
from mailing import outbox
from mailing.models import Message


def tick():
    """Post what is due, and assign seats that are no longer kept (R-SEATS-KEPT). Return a Tally of both."""
    try:
        offboarding.give_back_unreadable()
        served = seats.serve_all_due()
    finally:
        posted = post_due()
    return served + posted


def post_due(now=None):
    """Post the reminders and wrap-ups that are due. Return a Tally of the new ones. Idempotent."""
    now = now or timezone.now()
    due = []
    found = one_by_one("reminders of a co-lab", _soon(now), lambda colab: due.extend(_reminders(colab, now)))
    found += one_by_one("wrap-up of a co-lab", _just_held(now), lambda colab: due.extend(_wrap_ups(colab)))
    keys = [reminder.key for reminder in due]
    written = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [reminder for reminder in due if reminder.key not in written]
    return found + at_once("reminders", new, _post, key=attrgetter("key"))


def _post(drafts):
    return len(outbox.post_many(drafts))


def _soon(now):
    longest = max(reminder_times.BEFORE.values())
    colabs = CoLab.objects.announced().filter(starts_at__gt=now, starts_at__lte=now + longest)
    return _with_people(colabs).annotate(moved_at=Max("moves__moved_at"))


def _just_held(now):
    return _with_people(CoLab.objects.held(now)).filter(ends_at__gt=now - WRAP_UP_WITHIN)


def _with_people(colabs):
    seats = Registration.objects.seated().of_readers().select_related("participant")
    seated = Prefetch("registrations", queryset=seats, to_attr="seated")
    return colabs.select_related("topic__forum", *CoLab.ROLES).prefetch_related(seated)


def _reminders(colab, now):
    """Yield a Draft of each reminder that is due.

    Somebody who learned of the start shortly before one or later, by registering or by a move, gets the next.
    """
    kind = reminder_times.due(now, colab.starts_at)
    known_since = colab.moved_at or colab.announced_at or colab.created_at
    if not reminder_times.is_for(kind, colab.starts_at, known_since):
        return
    start = notifications.stamp(colab.starts_at)
    for seat in colab.seated:
        if reminder_times.is_for(kind, colab.starts_at, seat.seated_at):
            about = {"registration": seat.pk, "uid": str(seat.uid), "colab": colab.pk, "start": start}
            yield outbox.Draft(kind, seat.participant, f"{kind}:{seat.pk}:{start}", about)
    for person in colab.people_with_a_role:
        key = f"{kind}:role:{colab.pk}:{person.pk}:{start}"
        yield outbox.Draft(kind, person, key, {"colab": colab.pk, "start": start})


def _wrap_ups(colab):
    people = {seat.participant_id: seat.participant for seat in colab.seated}
    people |= {person.pk: person for person in colab.people_with_a_role}
    for person in people.values():
        yield outbox.Draft("wrap-up", person, f"wrap-up:{colab.pk}:{person.pk}", {"colab": colab.pk})
