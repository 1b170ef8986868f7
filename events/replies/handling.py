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
from events.messages import notifications, versions
from events.models import CalendarReply, Registration, ReplyCount, RoleEntry
from events.registration import seats
from events.replies import parsing
from events.replies.parsing import Outcome
from mailing import outbox
from mailing.inbound import auto_replies, written_answers
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
    """Set `reply` on entries: the last CalendarReply since the last change of time, or None. Return them."""
    found = versions.answers(seated)
    for entry in seated:
        entry.reply = found[entry.uid]
    return seated


def _count(outcome):
    row, _made = ReplyCount.objects.get_or_create(day=timezone.now().date(), outcome=outcome.value)
    ReplyCount.objects.filter(pk=row.pk).update(number=F("number") + 1)


# --- One reply


def _apply(reply):
    entry = _entry(reply.uid)
    if entry is None:
        return Outcome.UNKNOWN
    with seats.holding(entry.colab) as colab:
        entry = _entry(reply.uid)
        if entry is None:
            return Outcome.UNKNOWN
        entry.colab = colab
        return _rejection(entry, reply) or _apply_partstat(entry, reply)


def _entry(uid):
    """Return the entry of a seat or of roles."""
    for rows in (Registration.objects, RoleEntry.objects):
        if found := rows.filter(uid=uid).select_related("colab__topic__forum", "participant").first():
            return found
    return None


def _rejection(entry, reply):
    person = entry.participant
    if not person.is_active or reply.attendee != parsing.address(person.email):
        return Outcome.STRANGER
    if reply.sequence > entry.sequence:
        return Outcome.AHEAD
    return None


def _apply_partstat(entry, reply):
    is_latest = _record(entry, reply)
    is_seat = isinstance(entry, Registration)
    if not (entry.is_seated if is_seat else entry.ended_at is None):
        return Outcome.NO_SEAT
    if reply.partstat != CalendarReply.Partstat.DECLINED:
        return Outcome.NOTED if is_latest and _is_valid(entry, reply) else Outcome.OLDER
    if not is_latest:
        return Outcome.OLDER
    is_over = entry.colab.is_called_off or entry.colab.has_ended
    if is_over and reply.sequence == entry.sequence:
        return Outcome.OVER
    if reply.sequence < entry.sequence or not is_seat:
        _say_that_it_stays(entry, reply)
        return Outcome.OLDER if is_seat else Outcome.ROLE
    if not reply.trusted:
        _ask_to_confirm(entry)
        return Outcome.ASKED
    seats.leave(entry.colab, entry.participant)
    return Outcome.FREED


def _is_valid(entry, reply):
    """Return whether the hour has not changed since the state that was answered (R-REPLY-LATEST)."""
    last = versions.answers([entry])[entry.uid]
    return last is not None and last.sequence == reply.sequence


def _record(entry, reply):
    """Keep the latest reply to each SEQUENCE by DTSTAMP, authenticated ones before others.

    Return whether it is this one.
    """
    stamp = min(reply.stamp, timezone.now())  # else a clock that is ahead would outdo every later reply
    kept = entry.calendar_replies.filter(uid=reply.uid, sequence=reply.sequence).first()
    if kept and (kept.stamp > stamp or (kept.authenticated and not reply.trusted)):
        return False
    values = {"partstat": reply.partstat, "stamp": stamp, "authenticated": reply.trusted}
    whose = "registration" if isinstance(entry, Registration) else "role_entry"
    CalendarReply.objects.update_or_create(
        uid=reply.uid,
        sequence=reply.sequence,
        defaults=values | {whose: entry, "received_at": timezone.now()},
    )
    return True


# --- Declines that free no seat


def _say_that_it_stays(entry, reply):
    """Answer by a sentence and a link, as R-AUTO-REPLIES allows."""
    if entry.colab.has_started or not entry.colab.is_announced or not reply.may_be_answered:
        return
    whose = "registration" if isinstance(entry, Registration) else "entry"
    facts = {whose: entry.pk, "colab": entry.colab.pk, "uid": str(entry.uid)}
    auto_replies.post("decline-without-effect", entry.participant, **facts)


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
