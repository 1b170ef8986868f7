"""The verbs that change registrations; nothing else does (R-ONE-WRITER).

See R-QUEUE-ORDER, R-LAST-HOURS, R-SEATS-KEPT and R-IDEMPOTENT-SEATS.

Each verb locks the row of the co-lab before it reads, is idempotent, and posts its messages in the same
transaction. Refused holds a reason for the person.
"""

import uuid
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.database.rows import one_by_one
from core.timezones import display
from core.web import refusals
from events.messages import notifications, versions
from events.models import CoLab, Registration
from events.models.locking import holding
from events.registration import agreement, availability
from events.room import access
from forums.models import Intention
from forums.spaces.principles import principles
from participants import limits

Status = Registration.Status
STANDING = ["status", "seat", "queued_at", "seated_at", "gone_at", "removed", "uid", "sequence"]
SAID = ["intention", "bring", "private_line", "agreed_at"]
SMALLEST_STEP = timedelta(microseconds=1)


class Refused(refusals.Refused):
    """A verb was refused; the text is for the person."""


def join(colab, person, intention=Intention.UNSURE, bring="", private_line="", *, agrees=False, version=None):
    """Take a seat or a place in the queue, agreeing to what is asked. Return the Registration. Idempotent.

    `version` is the number of the principles that were read; without it, those in force (R-SEAT-AGREES).
    """
    with holding(colab) as colab:
        registration = colab.registrations.filter(participant=person).first()
        if registration is not None and registration.status != Status.GONE:
            return registration
        _require_open(colab)
        _require_may_join(colab, person, registration)
        _require_agreement(colab, agrees)
        limits.spend(person, "registration")
        state = _assign_free_seats(colab)  # the queue goes first
        registration = registration or Registration(colab=colab, participant=person)
        registration.intention, registration.bring = intention, bring
        registration.private_line = private_line
        _reset(registration)
        principles.agree(colab.topic.forum, person, version)
        number = availability.number_for_newcomer(colab, person, state)
        _seat(registration, number) if number else _append_to_queue(registration, state)
        return registration


def leave(colab, person):
    """Give up a seat or a place in the queue (R-LEAVE-ALWAYS). Idempotent.

    Return the Registration, None if there is none.
    """
    with holding(colab) as colab:
        return _end(colab, person, notifications.given_up)


def remove(colab, by, person):
    """Remove a person, who may not register again until `allow`, and expose the room. Idempotent."""
    with holding(colab) as colab:
        _require_organizer(colab, by)
        if colab.registrations.seated().filter(participant=person).exists():
            access.expose(CoLab.objects.filter(pk=colab.pk))
        return _end(colab, person, notifications.removed, removed=True)


def allow(colab, by, person):
    with holding(colab) as colab:
        _require_organizer(colab, by)
        colab.registrations.filter(participant=person, removed=True).update(removed=False)


def claim(colab, person, *, agrees=False):
    """Take a free seat in the last hours, first come, first served (R-LAST-HOURS). Idempotent."""
    with holding(colab) as colab:
        registration = _present(colab, person)
        if registration is None:
            raise Refused(_("Register first: you are not on the waiting list of this co-lab."))
        if registration.is_waiting:
            _require_open(colab)
            if agreement.is_missing(colab, registration):
                _require_agreement(colab, agrees)
                registration.agreed_at = timezone.now()
                registration.save(update_fields=["agreed_at"])
            numbers = _assign_free_seats(colab).numbers
            registration.refresh_from_db(fields=STANDING)
        if registration.is_waiting:
            _seat_from_queue([registration], [_claimable_number(colab, registration, numbers)])
        return registration


def change(colab, person, intention, bring=None, private_line=None):
    """Change what somebody said when they registered; a text that is not given stays."""
    with holding(colab) as colab:
        registration = _present(colab, person)
        if registration is None:
            raise Refused(_("You are not registered for this co-lab."))
        _require_not_over(colab)
        bring = registration.bring if bring is None else bring
        private_line = registration.private_line if private_line is None else private_line
        if bring not in {"", registration.bring} or private_line not in {"", registration.private_line}:
            limits.spend(person, "edit")
        registration.intention, registration.bring = intention, bring
        registration.private_line = private_line
        registration.save(update_fields=["intention", "bring", "private_line"])
        return registration


def set_capacity(colab, by, seats):
    with holding(colab) as colab:
        _require_organizer(colab, by)
        _require_not_over(colab)
        before, colab.capacity = colab.capacity, _possible_capacity(colab, seats)
        if seats != before and colab.is_under_way:
            raise Refused(_("It has started: nobody can take a seat any more, so their number stays."))
        colab.save(update_fields=["capacity"])
        _assign_free_seats(colab, freed=seats > before)
        return colab


def serve(colab):
    with holding(colab) as colab:
        _assign_free_seats(colab)
        return 1


def serve_all_due():
    """Serve every co-lab with both a queue and free seats. Return a Tally.

    That happens when seats are no longer kept.
    """
    return one_by_one("serve queues", CoLab.objects.with_a_queue_beside_free_seats(), serve)


# --- Refusals


def _require_open(colab):
    _require_not_over(colab)
    if not colab.is_announced:
        raise Refused(_("This co-lab is not announced yet."))
    if colab.has_started:
        raise Refused(_("This co-lab has started; nobody can register any more."))


def _require_not_over(colab):
    if colab.is_called_off:
        raise Refused(_("This co-lab was called off."))
    if colab.has_ended:
        raise Refused(_("This co-lab is over."))


def _require_organizer(colab, by):
    if not colab.is_run_by(by):
        raise Refused(_("Only the organizer of this co-lab can do this."))


def _require_may_join(colab, person, registration):
    if not colab.topic.forum.readers_among([person]):
        raise Refused(_("This co-lab is in a forum that you are not in."))
    if colab.role_of(person):
        raise Refused(_("You have a role in this co-lab: you do not need a seat."))
    if registration is not None and registration.removed:
        raise Refused(_("The organizer took you off this co-lab. Please write to them if you wish to come."))


def _require_agreement(colab, agrees):
    if agreement.asked(colab) and not agrees:
        raise Refused(_("Tick the box first: without it nobody takes a seat in this co-lab."))


def _possible_capacity(colab, seats):
    taken = colab.registrations.seated().count()
    if seats not in availability.NUMBERS:
        raise Refused(_("A co-lab has one to ten seats."))
    if seats < taken:
        raise Refused(availability.too_few(taken))
    return seats


def _claimable_number(colab, registration, numbers):
    if not numbers or not availability.queue(colab).filter(pk=registration.pk).exists():
        raise Refused(_("This seat is taken by now. You keep your place on the waiting list."))
    opens = availability.claim_opens(colab, registration)
    if opens > timezone.now():
        text = _("Until %(time)s this seat is for those who waited before it was offered.")
        raise Refused(text % {"time": display.time_words(opens)})
    return numbers[0]


# --- Changes of a registration, with the row of the co-lab locked


def _present(colab, person):
    return colab.registrations.present().filter(participant=person).select_related("participant").first()


def _reset(registration):
    """Reset a registration, with a new UID if it was used before (R-ONE-UID)."""
    if registration.pk:
        registration.uid = uuid.uuid4()
        registration.colab.attendances.filter(participant=registration.participant_id).delete()
    registration.sequence = 0
    registration.agreed_at = timezone.now() if agreement.asked(registration.colab) else None
    registration.queued_at = timezone.now()
    registration.seated_at = registration.gone_at = registration.seat = None


def _seat(registration, number):
    _give(registration, number)
    _save(registration)
    versions.seen([registration])
    notifications.seated(registration)


def _seat_from_queue(registrations, numbers):
    """Seat the first of the queue, as many as there are numbers."""
    served = list(registrations[: len(numbers)])
    for registration, number in zip(served, numbers, strict=False):
        _give(registration, number)
    Registration.objects.bulk_update(served, STANDING)
    versions.seen(served)
    notifications.seats_freed(served)


def _give(registration, number):
    registration.status, registration.seat = Status.SEATED, number
    registration.seated_at = timezone.now()


def _append_to_queue(registration, state):
    """Append to the queue, whatever the clocks of several machines say."""
    last, now = state.last_queued_at, timezone.now()
    registration.status = Status.WAITING
    registration.queued_at = max(now, last + SMALLEST_STEP) if last else now
    _save(registration)
    notifications.waiting(registration)


def _end(colab, person, notify, *, removed=False):
    """End a registration and serve the queue. Return the Registration, None if there is none."""
    registration = _present(colab, person)
    if registration is None:
        return None
    _require_not_over(colab)
    if registration.is_seated:
        registration.sequence += 1
    registration.status, registration.seat = Status.GONE, None
    registration.gone_at, registration.removed = timezone.now(), removed
    registration.private_line = ""
    _save(registration)
    notify(registration)
    if registration.seated_at is not None:
        _assign_free_seats(colab, freed=True)
    return registration


def _save(registration):
    if registration.pk:
        registration.save(update_fields=[*STANDING, *SAID])
    else:
        registration.save(force_insert=True)


def _assign_free_seats(colab, freed=False):
    """Assign free seats to the queue, or in the last hours offer them. Return the State afterwards.

    See R-QUEUE-ORDER and R-LAST-HOURS.
    """
    state = availability.state(colab)
    if not state.is_due or not colab.is_announced or colab.has_started:
        return state
    if availability.is_in_last_hours(colab):
        if freed or not availability.was_offered(colab):
            _offer(colab, state)
        return state
    _seat_from_queue(availability.queue(colab).select_related("colab", "participant"), state.numbers)
    return availability.state(colab)


def _offer(colab, state):
    colab.offered_at = max(timezone.now(), state.last_queued_at)
    colab.save(update_fields=["offered_at"])
    notifications.claimable(colab)
