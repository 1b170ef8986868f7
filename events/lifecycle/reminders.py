"""Reminders and wrap-ups, computed every minute (R-REMINDERS-COMPUTED and R-REMINDER-LATE).

The key of a reminder contains the start, so that a move makes the old one untrue and a new one due.
"""

from datetime import timedelta

from django.db.models import Max, Prefetch
from django.utils import timezone

from events.messages import notifications
from events.messages.notifications import WRAP_UP_WITHIN
from events.models import CoLab, Registration
from events.registration import seats
from mailing import outbox
from mailing.models import Message

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)  # elapsed time before the start (R-TIME-ELAPSED)


def tick():
    """Post reminders and wrap-ups, and assign seats that are no longer kept (R-SEATS-KEPT)."""
    try:
        seats.serve_all_due()
    finally:
        post_due()


def post_due(now=None):
    """Post the reminders and wrap-ups that are due. Return how many are new. Idempotent."""
    now = now or timezone.now()
    due = [reminder for colab in _soon(now) for reminder in _reminders(colab, now)]
    due += [wrap_up for colab in _just_held(now) for wrap_up in _wrap_ups(colab)]
    keys = [key for _kind, _person, key, _about in due]
    written = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [each for each in due if each[2] not in written]
    return sum(outbox.post(kind, person, key, **about) is not None for kind, person, key, about in new)


def _soon(now):
    colabs = CoLab.objects.announced().filter(starts_at__gt=now, starts_at__lte=now + DAY)
    return _with_people(colabs).annotate(moved_at=Max("moves__moved_at"))


def _just_held(now):
    return _with_people(CoLab.objects.held(now)).filter(ends_at__gt=now - WRAP_UP_WITHIN)


def _with_people(colabs):
    seats = Registration.objects.seated().select_related("participant")
    seated = Prefetch("registrations", queryset=seats, to_attr="seated")
    return colabs.select_related(*CoLab.ROLES).prefetch_related(seated)


def _reminders(colab, now):
    """Yield (kind, person, key, about) for each reminder that is due.

    Somebody who learned of the start less than a day ahead, by registering or by a move, gets the one an hour
    before only.
    """
    last_hour = colab.starts_at - now <= HOUR
    kind = "reminder-hour" if last_hour else "reminder-day"
    must_know_by = colab.starts_at if last_hour else colab.starts_at - DAY
    if (colab.moved_at or colab.announced_at or colab.created_at) > must_know_by:
        return
    start = notifications.stamp(colab.starts_at)
    for seat in colab.seated:
        if seat.seated_at <= must_know_by:
            about = {"registration": seat.pk, "uid": str(seat.uid), "colab": colab.pk, "start": start}
            yield kind, seat.participant, f"{kind}:{seat.pk}:{start}", about
    for person in colab.people_with_a_role:
        yield kind, person, f"{kind}:role:{colab.pk}:{person.pk}:{start}", {"colab": colab.pk, "start": start}


def _wrap_ups(colab):
    people = {seat.participant_id: seat.participant for seat in colab.seated}
    people |= {person.pk: person for person in colab.people_with_a_role}
    for person in people.values():
        yield "wrap-up", person, f"wrap-up:{colab.pk}:{person.pk}", {"colab": colab.pk}
