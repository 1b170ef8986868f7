"""Digests: many held messages in one mail.

A row is in one digest only: it is settled as `digested` in the transaction that writes the digest. Each item
is judged again when the digest is rendered (R-STILL-TRUE).
"""

import logging

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.database.rows import one_by_one
from mailing import outbox, rendering
from mailing.models import Message
from mailing.preferences import DIGEST
from mailing.registry import Letter, everyone, kinds, letter

MOST = 50  # items in one mail
SIGNATURE = "\n-- \n"  # begins the footer of every text
State = Message.State
log = logging.getLogger(__name__)


def fold_due(now=None):
    """Return a Tally of the digests written."""
    now = now or timezone.now()
    due = Message.objects.held().filter(due_at__lte=now).order_by("recipient")
    people = due.values_list("recipient", flat=True).distinct()
    return one_by_one("digests", people, lambda pk: _fold(pk, now), key=int)


def _fold(pk, now):
    person = get_user_model().objects.select_for_update(no_key=True).get(pk=pk)
    held = person.messages.held().filter(due_at__lte=now).select_for_update().order_by("created_at", "pk")
    items = [row.pk for row in held]
    if not items:
        return 0  # another process has folded them
    written = outbox.post(DIGEST, person, f"digest:{person.pk}:{items[-1]}", items=items)
    state = State.DIGESTED if written else State.DROPPED  # dropped if this person turned digests off
    Message.objects.filter(pk__in=items).update(state=state, settled_at=now)
    return int(written is not None)


def items(digest):
    """Return (subject, text) of each item of a digest that is still true, the oldest first.

    The reader's zone and language are active. An item that raises is sent by itself instead.
    """
    rows = Message.objects.filter(pk__in=digest.about["items"], state=State.DIGESTED)
    rows = rows.select_related("recipient").order_by("created_at", "pk")
    return [item for row in rows if (item := _item(row))]


def _item(row):
    if row.kind not in kinds or not row.recipient.wants(row.kind):
        return None
    try:
        letter = kinds[row.kind].compose(row)
        return letter and _subject_and_text(row, letter)
    except Exception:  # one bad message must not block the rest
        log.exception("Message %s (%s) is not in its digest: it goes by itself.", row.pk, row.kind)
        again = Message.objects.filter(pk=row.pk, state=State.DIGESTED)
        again.update(state=State.WAITING, due_at=timezone.now(), settled_at=None)
        return None


def _subject_and_text(row, letter):
    subject, text, _html = rendering.texts(row, letter)
    body = text.partition(SIGNATURE)[0]
    return subject, body.partition("\n\n")[2].strip() if letter.template else body.strip()


@letter(DIGEST, label=_("What can wait, in one mail a day or a week"), optional=True, reaches=everyone)
def digest(message):
    found = items(message)
    if not found:
        return None
    shown = found[:MOST]
    return Letter("mailing/email/digest", {"items": shown, "more": len(found) - len(shown)})
