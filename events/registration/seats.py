"""Seats: who sits, who waits, who goes. Nothing else changes registrations.

See R-ONE-WRITER, R-QUEUE-ORDER, R-LAST-HOURS and R-SEATS-KEPT.

Each verb locks the co-lab's row first and reads after, may be repeated without harm, and tells people in the
same transaction. What it refuses, it says in words meant for the person.
"""

import logging
import uuid
from contextlib import contextmanager
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg.errors import LockNotAvailable

from core.timezones import display
from core.web import refusals
from events.messages import notifications
from events.models import CoLab, Registration
from events.registration import availability
from forums.models import Intention

Status = Registration.Status
STANDING = ["status", "seat", "queued_at", "seated_at", "gone_at", "removed", "uid", "sequence", "attendance"]
TICK = timedelta(microseconds=1)

log = logging.getLogger(__name__)


class Refused(refusals.Refused):
    """What a person asked for cannot be done, and why."""


@contextmanager
def holding(colab):
    """The co-lab as it is now, its row locked until the end; Refused after waiting three seconds.

    See R-ONE-WRITER.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")
        try:
            locked = CoLab.objects.select_for_update(no_key=True).get(pk=colab.pk)
        except OperationalError as trouble:
            if isinstance(trouble.__cause__, LockNotAvailable):
                raise Refused(_("Many people are doing this at the moment. Please try again.")) from trouble
            raise
        yield locked


def join(colab, person, intention=Intention.UNSURE, bring=""):
    """Take a seat, or a place at the end of the queue; gives the Registration. Twice is once."""
    with holding(colab) as colab:
        registration = colab.registrations.filter(participant=person).first()
        if registration is not None and registration.status != Status.GONE:
            return registration
        _must_be_open(colab)
        _may_join(colab, person, registration)
        state = _give_away(colab)  # whoever is due goes first
        registration = registration or Registration(colab=colab, participant=person)
        registration.intention, registration.bring = intention, bring
        _begin(registration)
        number = availability.number_for_newcomer(colab, person, state)
        _sit(registration, number) if number else _queue(registration, state)
        return registration


def leave(colab, person):
    """Give up a seat or a place in the queue; always possible until the end. Twice is once.

    See R-LEAVE-ALWAYS.
    """
    with holding(colab) as colab:
        registration = _present(colab, person)
        if registration is None:
            return None
        _must_not_be_over(colab)
        _go(registration)
        notifications.given_up(registration)
        _seat_was_freed(colab, registration)
        return registration


def remove(colab, by, person):
    """Take somebody out, who cannot come back unless the organizer allows it. Twice is once."""
    with holding(colab) as colab:
        _must_be_run_by(colab, by)
        registration = _present(colab, person)
        if registration is None:
            return None
        _must_not_be_over(colab)
        registration.removed = True
        _go(registration)
        notifications.removed(registration)
        _seat_was_freed(colab, registration)
        return registration


def allow(colab, by, person):
    """Let somebody who was removed register again."""
    with holding(colab) as colab:
        _must_be_run_by(colab, by)
        colab.registrations.filter(participant=person, removed=True).update(removed=False)


def claim(colab, person):
    """In the last hours: take a free seat, the first who does has it (R-LAST-HOURS). Twice is once."""
    with holding(colab) as colab:
        registration = _present(colab, person)
        if registration is None:
            raise Refused(_("Register first: you are not on the waiting list of this co-lab."))
        if registration.is_waiting:
            _must_be_open(colab)
            numbers = _give_away(colab).numbers
            registration.refresh_from_db(fields=STANDING)
        if registration.is_waiting:
            _sit(registration, _claimed_number(colab, registration, numbers), from_queue=True)
        return registration


def change(colab, person, intention, bring):
    """Say something else about what one would do there."""
    with holding(colab) as colab:
        registration = _present(colab, person)
        if registration is None:
            raise Refused(_("You are not registered for this co-lab."))
        _must_not_be_over(colab)
        registration.intention, registration.bring = intention, bring
        registration.save(update_fields=["intention", "bring"])
        return registration


def set_capacity(colab, by, seats):
    """Have another number of seats, from those taken to ten; new ones go to the queue at once."""
    with holding(colab) as colab:
        _must_be_run_by(colab, by)
        _must_not_be_over(colab)
        before, colab.capacity = colab.capacity, _possible_capacity(colab, seats)
        colab.save(update_fields=["capacity"])
        _give_away(colab, freed=seats > before)
        return colab


def serve(colab):
    """Give free seats to those waiting in their order; in the last hours, see that they were told."""
    with holding(colab) as colab:
        _give_away(colab)


def serve_all_due():
    """Serve every co-lab in which somebody waits beside a free seat, as when seats are no longer kept."""
    colabs = CoLab.objects.with_a_queue_beside_free_seats()
    for colab in colabs:
        try:
            serve(colab)
        except Refused:
            log.warning("Co-lab %s is busy; its queue is served in a minute.", colab.pk)
    return len(colabs)


def vacate(colab, person):
    """Free the seat of somebody who has been given a role, which uses none; nothing if there is none."""
    with holding(colab) as colab:
        registration = _present(colab, person)
        if registration is not None:
            _go(registration)
            notifications.given_up(registration)
            _seat_was_freed(colab, registration)


# --- What is refused


def _must_be_open(colab):
    _must_not_be_over(colab)
    if not colab.is_announced:
        raise Refused(_("This co-lab is not announced yet."))
    if colab.has_started:
        raise Refused(_("This co-lab has started; nobody can register any more."))


def _must_not_be_over(colab):
    if colab.is_called_off:
        raise Refused(_("This co-lab was called off."))
    if colab.has_ended:
        raise Refused(_("This co-lab is over."))


def _must_be_run_by(colab, by):
    if colab.organizer_id != by.pk:
        raise Refused(_("Only the organizer of this co-lab can do this."))


def _may_join(colab, person, registration):
    if colab.role_of(person):
        raise Refused(_("You have a role in this co-lab: you do not need a seat."))
    if registration is not None and registration.removed:
        raise Refused(_("The organizer took you off this co-lab. Please write to them if you wish to come."))


def too_few(taken):
    """Why there cannot be fewer seats than are taken."""
    text = ngettext(
        "%(taken)s seat is taken: there cannot be fewer.",
        "%(taken)s seats are taken: there cannot be fewer.",
        taken,
    )
    return text % {"taken": taken}


def _possible_capacity(colab, seats):
    taken = colab.registrations.seated().count()
    if seats not in availability.NUMBERS:
        raise Refused(_("A co-lab has one to ten seats."))
    if seats < taken:
        raise Refused(too_few(taken))
    return seats


def _claimed_number(colab, registration, numbers):
    if not numbers or not availability.queue(colab).filter(pk=registration.pk).exists():
        raise Refused(_("This seat is taken by now. You keep your place in the queue."))
    opens = availability.claim_opens(colab, registration)
    if opens > timezone.now():
        text = _("Until %(time)s this seat is for those who waited before it was offered.")
        raise Refused(text % {"time": display.time_words(opens)})
    return numbers[0]


# --- What happens to a registration, with the co-lab's row locked


def _present(colab, person):
    return colab.registrations.present().filter(participant=person).select_related("participant").first()


def _begin(registration):
    """Start afresh: who comes back has a new calendar entry (R-ONE-UID)."""
    if registration.pk:
        registration.uid = uuid.uuid4()
    registration.sequence = 0
    registration.seated_at = registration.gone_at = registration.seat = None
    registration.attendance = Registration.Attendance.UNKNOWN


def _sit(registration, number, from_queue=False):
    registration.status, registration.seat = Status.SEATED, number
    registration.seated_at = timezone.now()
    _save(registration)
    notifications.seated(registration, from_queue=from_queue)


def _queue(registration, state):
    """To the end of the queue, also where clocks of several machines disagree."""
    last, now = state.last_queued_at, timezone.now()
    registration.status, registration.queued_at = Status.WAITING, max(now, last + TICK) if last else now
    _save(registration)
    notifications.waiting(registration)


def _go(registration):
    if registration.is_seated:
        registration.sequence += 1
    registration.status, registration.seat = Status.GONE, None
    registration.gone_at = timezone.now()
    _save(registration)


def _save(registration):
    if registration.pk:
        registration.save(update_fields=[*STANDING, "intention", "bring"])
    else:
        registration.save(force_insert=True)


def _seat_was_freed(colab, registration):
    if registration.seated_at is not None:
        _give_away(colab, freed=True)


def _give_away(colab, freed=False):
    """A free seat goes to the first in the queue, in the last hours to whoever claims it first.

    See R-QUEUE-ORDER and R-LAST-HOURS.

    Gives what is free after that.
    """
    state = availability.state(colab)
    if not state.is_due or not colab.is_announced or colab.has_started:
        return state
    if availability.is_in_last_hours(colab):
        if freed or not availability.was_offered(colab):
            _offer(colab, state)
        return state
    waiting = availability.queue(colab).select_related("colab", "participant")[: len(state.numbers)]
    for registration, number in zip(waiting, state.numbers, strict=False):
        _sit(registration, number, from_queue=True)
    return availability.state(colab)


def _offer(colab, state):
    colab.offered_at = max(timezone.now(), state.last_queued_at)
    colab.save(update_fields=["offered_at"])
    notifications.claimable(colab)
