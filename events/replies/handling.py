"""The effects of replies to invitations: a seat is freed, the participant is asked, the organizer is shown.

See R-REPLY-LATEST and R-REPLY-AUTHENTICATED.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db.models import F, Sum
from django.utils import timezone

from core.web.refusals import Refused
from events.calendar import itip
from events.messages import notifications
from events.models import CalendarReply, Registration, ReplyCount
from events.registration import seats
from events.replies import parsing
from events.replies.parsing import Outcome
from mailing import outbox
from mailing.inbound import written_answers
from mailing.inbound.handlers import TryLater, handles

SALT = "events.replies.handling"
COUNT_PERIOD = timedelta(days=30)


def process(content):
    """Apply the reply in a mail (bytes). Return the Outcome, which is also counted. Idempotent.

    Raise Refused or a database error for what is temporary: then the mail is to be processed again.
    """
    try:
        outcome = _apply(parsing.read(content, settings.AUTHSERV_ID))
    except parsing.Ignored as ignored:
        outcome = ignored.outcome
        if _is_without_calendar(outcome, content) and written_answers.answer(content):
            outcome = Outcome.WRITTEN
    _count(outcome)
    return outcome


def _is_without_calendar(outcome, content):
    """Return whether a mail that was ignored may be words of a person (R-WRITTEN-ANSWERS)."""
    if outcome == Outcome.TOO_LARGE:  # such as a picture; it was not read
        return not any(kind in content.lower() for kind in (b"text/calendar", b"application/ics"))
    return outcome == Outcome.NO_CALENDAR


@handles("replies to invitations", lambda address: address == _our_address())
def receive(content):
    try:
        return process(content)
    except Refused as busy:
        raise TryLater from busy


def _our_address():
    return itip.Mailbox.parse(settings.DEFAULT_FROM_EMAIL).address.lower()


def counts(now=None):
    since = (now or timezone.now()) - COUNT_PERIOD
    rows = ReplyCount.objects.filter(day__gte=since.date()).values_list("outcome")
    found = dict(rows.annotate(total=Sum("number")))
    return [(outcome, found.get(outcome.value, 0)) for outcome in Outcome]


def with_replies(seated):
    """Set `reply` on registrations: the CalendarReply to the current SEQUENCE, or None. Return them."""
    invitations = {(seat.uid, seat.sequence): seat for seat in seated}
    for seat in seated:
        seat.reply = None
    for reply in CalendarReply.objects.filter(uid__in=[seat.uid for seat in seated]):
        if seat := invitations.get((reply.uid, reply.sequence)):
            seat.reply = reply
    return seated


def _count(outcome):
    row, _made = ReplyCount.objects.get_or_create(day=timezone.now().date(), outcome=outcome.value)
    ReplyCount.objects.filter(pk=row.pk).update(number=F("number") + 1)


# --- One reply


def _apply(reply):
    registration = Registration.objects.filter(uid=reply.uid).select_related("colab").first()
    if registration is None:
        return Outcome.UNKNOWN
    with seats.holding(registration.colab) as colab:
        same = colab.registrations.filter(pk=registration.pk, uid=reply.uid)
        registration = same.select_related("participant").first()
        if registration is None:
            return Outcome.UNKNOWN
        return _rejection(registration, reply) or _apply_partstat(colab, registration, reply)


def _rejection(registration, reply):
    person = registration.participant
    if not person.is_active or reply.attendee != parsing.address(person.email):
        return Outcome.STRANGER
    if reply.sequence > registration.sequence:
        return Outcome.AHEAD
    return None


def _apply_partstat(colab, registration, reply):
    is_latest = _record(registration, reply)
    if not registration.is_seated:
        return Outcome.NO_SEAT
    if reply.sequence < registration.sequence or not is_latest:
        return Outcome.OLDER
    if reply.partstat != CalendarReply.Partstat.DECLINED:
        return Outcome.NOTED
    if colab.is_called_off or colab.has_ended:
        return Outcome.OVER
    if not reply.trusted:
        _ask_to_confirm(registration)
        return Outcome.ASKED
    seats.leave(colab, registration.participant)
    return Outcome.FREED


def _record(registration, reply):
    """Keep the latest reply to each SEQUENCE by DTSTAMP, authenticated ones before others.

    Return whether it is this one.
    """
    stamp = min(reply.stamp, timezone.now())  # else a clock that is ahead would outdo every later reply
    kept = registration.calendar_replies.filter(uid=reply.uid, sequence=reply.sequence).first()
    if kept and (kept.stamp > stamp or (kept.authenticated and not reply.trusted)):
        return False
    values = {"partstat": reply.partstat, "stamp": stamp, "authenticated": reply.trusted}
    CalendarReply.objects.update_or_create(
        uid=reply.uid,
        sequence=reply.sequence,
        defaults=values | {"registration": registration, "received_at": timezone.now()},
    )
    return True


# --- Replies that are not authenticated


def _ask_to_confirm(registration):
    outbox.post(
        "declined",
        registration.participant,
        f"declined:{registration.uid}:{registration.sequence}",
        registration=registration.pk,
        uid=str(registration.uid),
        start=notifications.stamp(registration.colab.starts_at),
    )


def token(registration):
    return signing.dumps([registration.pk, str(registration.uid)], salt=SALT, compress=True)


def read_token(text):
    """Return the Registration of a token; None if it is forged or of an earlier seat."""
    try:
        pk, uid = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Registration.objects.filter(pk=pk, uid=uid, participant__is_active=True)
    return found.select_related("colab__topic__forum", "participant").first()
