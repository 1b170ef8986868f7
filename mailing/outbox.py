"""The outbox: a message is a row before it is an e-mail (R-OUTBOX).

A part that writes to people declares its kinds of messages in its `letters.py`:

    @letter("insight-comment", label=_("Somebody answers a note of mine"), optional=True)
    def insight_comment(message):
        comment = Comment.objects.filter(pk=message.about["comment"], hidden_at=None).first()
        if comment is None:
            return None                                  # no longer true: it is not sent
        return Letter("followups/email/insight_comment", {"comment": comment})

and posts messages in the transaction of the change that they are about:

    outbox.post("insight-comment", author, f"insight-comment:{comment.pk}", comment=comment.pk)

What goes to several people is written by `post_many`, and what goes to a crowd that may be any size by
`post_to_all`: the number of queries does not depend on that of people (R-ONE-STATEMENT).

The function is called before every attempt, with the reader's zone and language active. What was rendered at
the first attempt is sent byte for byte at every retry.
"""

import logging
import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from mailing import delivery_schedule, rendering, wakeup
from mailing.models import Message, Recipient
from mailing.registry import kinds
from mailing.transport import smtp

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # of a claimed row; then another sender may claim it
FIRST_PAUSE = timedelta(seconds=15)  # doubled with each attempt
LONGEST_PAUSE = timedelta(minutes=15)
GIVE_UP = timedelta(days=30)  # what could not be sent for so long is refused
KEEP_CONTENT = timedelta(weeks=4)  # of settled messages
DATABASE_OUTAGE = timedelta(seconds=60)  # bridged when the result of an attempt is recorded
BATCH = 500  # rows of one statement; where there are more recipients, the senders write to them
READ = ["zone", "delivery", "digest", "day_starts", "day_ends"]  # of a recipient of many
READ += ["notices_off", "notices_at_once", "notices_in_digest"]


@dataclass(frozen=True)
class Draft:
    """What `post` is called with."""

    kind: str
    recipient: Recipient | None
    key: str
    about: dict
    address: str = ""
    before: datetime | None = None


def post(kind, recipient, key, *, address="", before=None, **about):
    """Write a message in the current transaction and wake a sender on commit. Idempotent by `key`.

    A kind that may wait is due when its reader wants such notices, but in time for the instant `before` that
    the message is about, if any (see `delivery_schedule`).

    `recipient` is a Participant, or None with an `address` (then `about` may hold `language` and `zone`).
    `about` holds primary keys and plain values. Return the row, or None if the key exists or this person
    turned the kind off.
    """
    written = post_many([Draft(kind, recipient, key, about, address, before)])
    return written[0] if written else None


def post_many(drafts):
    """Write these messages, BATCH of them by one statement. Idempotent by key. Return the new rows."""
    rows = [_row(draft) for draft in drafts if _is_wanted(draft)]
    rows.sort(key=lambda row: row.key)  # two that write the same keys must not wait for each other
    written = [new for start in range(0, len(rows), BATCH) for new in _write(rows[start : start + BATCH])]
    if written:
        transaction.on_commit(wakeup.wake)
    return written


def post_to_all(kind, key, *, before=None, **about):
    """Write a message to each of the recipients that a kind names; keys begin with `key`. Idempotent.

    Kinds that share a `key` write to each person once, the first of them that the person wants.

    For more than BATCH people it is one row, which the senders expand (`_expand`).
    """
    people = list(_recipients(kind, about)[: BATCH + 1])
    if len(people) <= BATCH:
        post_many(_drafts(kind, key, people, before, about))
    else:
        kept = {"about": about, "key": key, "before": before and before.isoformat(), "after": 0}
        post_many([Draft(kind, None, f"{key}:all:{kind}", kept)])


def _recipients(kind, about):
    return kinds[kind].recipients(about).order_by("pk").only(*READ)


def _drafts(kind, key, people, before, about):
    return [Draft(kind, person, f"{key}:{person.pk}", about, before=before) for person in people]


def _is_wanted(draft):
    return draft.recipient is None or not kinds[draft.kind].optional or draft.recipient.wants(draft.kind)


def _row(draft):
    state, due_at = delivery_schedule.plan(kinds[draft.kind], draft.recipient, draft.before)
    return Message(
        key=draft.key,
        kind=draft.kind,
        recipient=draft.recipient,
        address=draft.address,
        about=draft.about,
        message_id=get_random_string(32).lower(),
        state=state,
        due_at=due_at,
    )


def _write(rows):
    """Return those whose keys are new, read again."""
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Message.objects.filter(message_id__in=[row.message_id for row in rows]).order_by("pk"))


def retry(message):
    """Make a message due now. Return False if it was sent, dropped or wiped."""
    again = Message.objects.filter(pk=message.pk, state__in=[Message.State.REFUSED, Message.State.WAITING])
    if _is_secret(message):
        again = again.filter(state=Message.State.WAITING)
    changed = again.update(state=Message.State.WAITING, due_at=timezone.now(), settled_at=None)
    if changed:
        transaction.on_commit(wakeup.wake)
    return bool(changed)


def prune(now=None):
    """Delete the bytes of messages settled weeks ago; the rows remain, for their keys. Return the number."""
    settled = Message.objects.filter(settled_at__lt=(now or timezone.now()) - KEEP_CONTENT)
    return settled.exclude(content=None).update(content=None)


# --- Sending


def send_due(now=None, limit=100, stopped=lambda: False):
    """Send what is due, at most `limit` attempts over one connection. Return the number of settled messages.

    `stopped` is called between two messages; True ends the run.

    Any number of senders may run at once. Each row is claimed in a short transaction and leased; nothing is
    sent inside a transaction. If the mail server is down, the rest stays due.
    """
    settled = 0
    with smtp.SmtpSession() as session:
        for _number in range(limit):
            message = None if stopped() else _claim(now or timezone.now())
            if message is None:
                return settled
            settled += _attempt(message, session)
            if session.is_down:
                log.warning("The mail server is down; what is due waits.")
                return settled
    wakeup.wake()  # there may be more
    return settled


@transaction.atomic
def _claim(now):
    rows = Message.objects.select_for_update(skip_locked=True, of=("self",)).select_related("recipient")
    message = rows.due(now).order_by("due_at", "pk").first()
    if message is not None:
        message.attempts = min(message.attempts + 1, 30_000)
        message.due_at = now + LEASE
        message.save(update_fields=["attempts", "due_at"])
    return message


def _attempt(message, session):
    """Return whether the message is settled."""
    try:
        if message.is_to_all:
            return _expand(message)
        content = _content(message)
        if content is None:
            return _settle(message, Message.State.DROPPED)
        session.send(content)
    except smtp.Rejected as rejection:
        log.warning("Rejected: message %s (%s): %s", message.pk, message.kind, rejection)
        return _settle(message, Message.State.REFUSED, str(rejection))
    except Exception as problem:  # one bad message must not block the rest
        trouble = smtp.without_addresses(f"{type(problem).__name__}: {problem}")[:2000]
        log.warning("Message %s (%s) has to wait: %s", message.pk, message.kind, trouble)
        return _postpone(message, trouble)
    return _settle(message, Message.State.SENT)


@transaction.atomic
def _expand(message):
    """Write the next BATCH of the messages that a row stands for. Return whether there are no more.

    The row is due again behind what was written: mail that is posted meanwhile does not wait for thousands.
    """
    about, key, before, after = (message.about[name] for name in ("about", "key", "before", "after"))
    people = list(_recipients(message.kind, about).filter(pk__gt=after)[:BATCH])
    post_many(_drafts(message.kind, key, people, before and datetime.fromisoformat(before), about))
    if len(people) < BATCH:
        return _settle(message, Message.State.SENT)
    _record(message, about=message.about | {"after": people[-1].pk}, due_at=timezone.now(), attempts=0)
    return False


@transaction.atomic
def _content(message):
    """Return the bytes to send, None if there is nothing to tell.

    What the function of a kind locks and writes holds together with the bytes that are stored.
    """
    kind, person = kinds[message.kind], message.recipient
    if person is not None:
        if not (person.is_active or kind.secret):
            return None
        if kind.optional and not person.wants(kind.name):
            return None
    with rendering.as_read_by(message):
        letter = kind.compose(message)
        if letter is None:
            return None
        if message.content is None:
            message.subject, message.content = rendering.render(message, kind, letter)
            message.save(update_fields=["subject", "content"])
    return bytes(message.content)


def _settle(message, state, trouble=""):
    fields = {"state": state, "settled_at": timezone.now(), "trouble": trouble}
    if _is_secret(message):
        fields |= {"about": {}, "content": None, "subject": ""}
        if message.recipient is None:
            fields["address"] = ""
    _record(message, **fields)
    return True


def _is_secret(message):
    return message.kind in kinds and kinds[message.kind].secret


def _postpone(message, trouble):
    if timezone.now() - message.created_at > GIVE_UP:
        return _settle(message, Message.State.REFUSED, trouble)
    _record(message, due_at=timezone.now() + _pause(message.attempts), trouble=trouble)
    return False


def _pause(attempts):
    longer = FIRST_PAUSE * 2 ** min(attempts - 1, 20)
    return min(longer, LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311  jitter


def _record(message, **fields):
    """Record the result of an attempt, also across a short outage of the database.

    Otherwise a mail that was accepted while the database restarted would be sent again. If the lease has
    expired and another sender has the row, only a final state is recorded.
    """
    mine = Message.objects.filter(pk=message.pk, state=Message.State.WAITING)
    if "state" not in fields:
        mine = mine.filter(attempts=message.attempts)
    deadline = time.monotonic() + DATABASE_OUTAGE.total_seconds()
    while True:
        try:
            return mine.update(**fields)
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.5)
