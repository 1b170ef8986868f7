"""What replies to invitations do: give a seat back, ask whether it was really them, or tell the organizer.

`take()` may be called any number of times for the same mail. It raises only what passes: a co-lab whose seats
many people change at this moment (seats.Refused), a database that does not answer. The mail then stays where
it is.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db.models import F, Sum
from django.utils import timezone

from events.calendar import itip
from events.messages import notifications
from events.models import CalendarReply, Registration, ReplyCount
from events.registration import seats
from events.replies import parsing
from events.replies.parsing import Outcome
from mailing import outbox
from mailing.inbound.handlers import TryLater, handles

SALT = "events.replies.handling"
COUNTED = timedelta(days=30)


def take(content):
    """Do what a mail (bytes) asks for; gives the Outcome, which is counted."""
    try:
        outcome = _apply(parsing.read(content, settings.AUTHSERV_ID))
    except parsing.Ignored as ignored:
        outcome = ignored.outcome
    _count(outcome)
    return outcome


@handles("replies to invitations", lambda address: address == _our_address())
def take_or_wait(content):
    """The same, for mails that come in."""
    try:
        return take(content)
    except seats.Refused as busy:
        raise TryLater from busy


def _our_address():
    """The mailbox of the site: From of every mail, ORGANIZER of every invitation."""
    return itip.Mailbox.parse(settings.DEFAULT_FROM_EMAIL).address.lower()


def counts(now=None):
    """(Outcome, number of mails in the past 30 days) of every outcome, in their order."""
    since = (now or timezone.now()) - COUNTED
    rows = ReplyCount.objects.filter(day__gte=since.date()).values_list("outcome")
    found = dict(rows.annotate(total=Sum("number")))
    return [(outcome, found.get(outcome.value, 0)) for outcome in Outcome]


def given_by(seated):
    """These registrations, each with `reply`: what its calendar said to the present invitation, or None."""
    states = {(seat.uid, seat.sequence): seat for seat in seated}
    for seat in seated:
        seat.reply = None
    for reply in CalendarReply.objects.filter(uid__in=[seat.uid for seat in seated]):
        if seat := states.get((reply.uid, reply.sequence)):
            seat.reply = reply
    return seated


def _count(outcome):
    row, _made = ReplyCount.objects.get_or_create(day=timezone.now().date(), outcome=outcome.value)
    ReplyCount.objects.filter(pk=row.pk).update(number=F("number") + 1)


# --- What one answer does


def _apply(reply):
    registration = Registration.objects.filter(uid=reply.uid).select_related("colab").first()
    if registration is None:
        return Outcome.UNKNOWN
    with seats.holding(registration.colab) as colab:
        same = colab.registrations.filter(pk=registration.pk, uid=reply.uid)
        registration = same.select_related("participant").first()
        if registration is None:
            return Outcome.UNKNOWN
        return _ignored(registration, reply) or _heard(colab, registration, reply)


def _ignored(registration, reply):
    """The Outcome of what has no effect whoever says it, else None."""
    person = registration.participant
    if not person.is_active or reply.attendee != parsing.address(person.email):
        return Outcome.STRANGER
    if reply.sequence > registration.sequence:
        return Outcome.AHEAD
    return None


def _heard(colab, registration, reply):
    latest = _record(registration, reply)
    if not registration.is_seated:
        return Outcome.NO_SEAT
    if reply.sequence < registration.sequence or not latest:
        return Outcome.OLDER
    if reply.partstat != CalendarReply.Partstat.DECLINED:
        return Outcome.NOTED
    if colab.is_called_off or colab.has_ended:
        return Outcome.OVER
    if not reply.trusted:
        _ask(registration)
        return Outcome.ASKED
    seats.leave(colab, registration.participant)
    return Outcome.FREED


def _record(registration, reply):
    """Keep the latest to its state, by DTSTAMP; what is certain is not replaced by what is not."""
    stamp = min(reply.stamp, timezone.now())  # clocks that are ahead do not outdo every later answer
    kept = registration.calendar_replies.filter(uid=reply.uid, sequence=reply.sequence).first()
    if kept and (kept.stamp > stamp or (kept.authenticated and not reply.trusted)):
        return False
    said = {"partstat": reply.partstat, "stamp": stamp, "authenticated": reply.trusted}
    CalendarReply.objects.update_or_create(
        uid=reply.uid,
        sequence=reply.sequence,
        defaults=said | {"registration": registration, "received_at": timezone.now()},
    )
    return True


# --- When we cannot be sure


def _ask(registration):
    """Write to the person who was invited, once for each state of the invitation."""
    outbox.post(
        "declined",
        registration.participant,
        f"declined:{registration.uid}:{registration.sequence}",
        registration=registration.pk,
        uid=str(registration.uid),
        start=notifications.stamp(registration.colab.starts_at),
    )


def token(registration):
    """For the link in that mail: this seat, and no later one of the same person."""
    return signing.dumps([registration.pk, str(registration.uid)], salt=SALT, compress=True)


def read_token(text):
    """The Registration of a link, as it is now; None when it was not made here or is of an earlier seat."""
    try:
        pk, uid = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Registration.objects.filter(pk=pk, uid=uid, participant__is_active=True)
    return found.select_related("colab__topic__forum", "participant").first()
