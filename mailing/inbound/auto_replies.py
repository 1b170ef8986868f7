"""What may be answered of the mail that comes in, and how often (R-AUTO-REPLIES; RFC 3834).

    person = auto_replies.may_answer(mail)
    if person is not None:
        auto_replies.post("no-reply-read", person, topic=topic.pk)

An answer is a message like any other, whose kind is declared by `@letter`, to the address of the account.
"""

import email
from datetime import UTC, timedelta
from email.message import Message as Mail
from email.utils import getaddresses

from django.contrib.auth import get_user_model
from django.utils import timezone

from core.text import mailboxes
from mailing import outbox
from mailing.models import Message, Recipient

PAUSE = timedelta(days=1)  # between two answers to one person
BULK = {"bulk", "list", "junk", "auto_reply"}
OF_MACHINES = (
    *("List-Id", "List-Unsubscribe", "List-Post", "List-Help", "Mailing-List", "Feedback-ID"),
    *("X-Autoreply", "X-Autorespond", "X-Loop", "X-Failed-Recipients"),
)
SUPPRESSED = "X-Auto-Response-Suppress"
REPORTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")
PROGRAMS = ("mailer-daemon", "postmaster", "noreply", "no-reply", "do-not-reply", "donotreply", "bounce")


def may_answer(mail: Mail | bytes) -> Recipient | None:
    """Return the person whom a mail is from, if it may be answered by a program; else None.

    That is nobody where it may itself be written by one, where From is not the address of one active
    account, and where that person got such an answer within a day.
    """
    mail = email.message_from_bytes(mail) if isinstance(mail, bytes) else mail
    if is_automatic(mail):
        return None
    person = sender(mail)
    return person if person is not None and is_due(person) else None


def is_automatic(mail: Mail, *, by_calendar: bool = False) -> bool:
    """Return whether a mail may be written by a program (RFC 3834, 2).

    With `by_calendar` neither "auto-generated" nor a wish for silence counts: calendars mark with them the
    answer that somebody pressed.
    """
    by_hand = {"", "no", "auto-generated"} if by_calendar else {"", "no"}
    return (
        _word(mail, "Auto-Submitted") not in by_hand
        or (mail.get(SUPPRESSED) is not None and not by_calendar)
        or _word(mail, "Precedence") in BULK
        or _is_empty_path(mail)
        or mail.get_content_type() in REPORTS
        or any(mail.get(name) is not None for name in OF_MACHINES)
        or any(address.startswith(PROGRAMS) for address in _addresses(mail))
    )


def sender(mail: Mail) -> Recipient | None:
    """Return the active account whose address stands alone in From, or None."""
    found = _addresses(mail)
    people = get_user_model().objects.filter(is_active=True)
    return people.filter(email=mailboxes.same(found[0])).first() if len(found) == 1 else None


def is_due(person: Recipient) -> bool:
    """Return whether nothing was answered to this person within a day."""
    today = timezone.now()
    keys = [_key(person, today), _key(person, today - PAUSE)]
    return not Message.objects.filter(key__in=keys, created_at__gt=today - PAUSE).exists()


def post(kind: str, person: Recipient, **about: object) -> Message | None:
    """Write an answer in the current transaction; None if this person has had one within a day.

    Two at the same time are held apart by the key, which is the same for all kinds.
    """
    if not is_due(person):
        return None
    return outbox.post(kind, person, _key(person, timezone.now()), **about)


def _key(person: Recipient, instant) -> str:
    return f"auto-reply:{person.pk}:{instant.astimezone(UTC):%Y-%m-%d}"


def _word(mail: Mail, name: str) -> str:
    """Return the value of a header in lower case, without parameters and comments."""
    words = str(mail.get(name, "")).lower().replace("(", ";").partition(";")[0].split()
    return words[0] if words else ""


def _is_empty_path(mail: Mail) -> bool:
    return any("".join(str(value).split()) == "<>" for value in mail.get_all("Return-Path", []))


def _addresses(mail: Mail) -> list[str]:
    values = [str(value) for value in mail.get_all("From", [])]
    return [address.strip().lower() for _name, address in getaddresses(values) if address.strip()]
