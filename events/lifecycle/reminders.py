"""Reminders and wrap-ups, worked out each minute from what is so now.

See R-REMINDERS-COMPUTED and R-REMINDER-LATE.

Nothing is scheduled ahead. The key of a reminder holds its start: a move makes a new one due and the old one
untrue. It is late rather than never until the start, and `letters` asks again before it goes out.
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
    """What each minute brings: reminders and wrap-ups, and seats that are no longer kept (R-SEATS-KEPT)."""
    try:
        seats.serve_all_due()
    finally:
        post_due()


def post_due(now=None):
    """Write every reminder and wrap-up that is due and was not written yet. Gives how many."""
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
    """(kind, person, key, about) of each reminder that is due for a co-lab ahead.

    Who heard of its hour less than a day before the start, by registering or by its move, gets the one an
    hour before and no other.
    """
    last_hour = colab.starts_at - now <= HOUR
    kind = "reminder-hour" if last_hour else "reminder-day"
    known_by = colab.starts_at if last_hour else colab.starts_at - DAY
    if (colab.moved_at or colab.announced_at or colab.created_at) > known_by:
        return
    start = notifications.stamp(colab.starts_at)
    for seat in colab.seated:
        if seat.seated_at <= known_by:
            about = {"registration": seat.pk, "uid": str(seat.uid), "colab": colab.pk, "start": start}
            yield kind, seat.participant, f"{kind}:{seat.pk}:{start}", about
    for person in colab.people_with_a_role:
        yield kind, person, f"{kind}:role:{colab.pk}:{person.pk}:{start}", {"colab": colab.pk, "start": start}


def _wrap_ups(colab):
    people = {seat.participant_id: seat.participant for seat in colab.seated}
    people |= {person.pk: person for person in colab.people_with_a_role}
    for person in people.values():
        yield "wrap-up", person, f"wrap-up:{colab.pk}:{person.pk}", {"colab": colab.pk}
