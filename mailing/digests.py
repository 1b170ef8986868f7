"""Many notices in one mail, for those who want it so: what is due is folded, and each item asked again.

A row is in one digest and no other: it is settled as `digested` in the transaction that writes the digest.
"""

import logging

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mailing import outbox, rendering
from mailing.models import Message
from mailing.registry import Letter, kinds, letter

MOST = 50  # items that one mail shows
SIGNATURE = "\n-- \n"  # under the text of every mail
State = Message.State
log = logging.getLogger(__name__)


def fold_due(now=None):
    """Write a digest to everyone for whom something held is due. Gives how many were written."""
    now = now or timezone.now()
    due = Message.objects.held().filter(due_at__lte=now).order_by("recipient")
    return sum(_fold(pk, now) for pk in due.values_list("recipient", flat=True).distinct())


@transaction.atomic
def _fold(pk, now):
    person = get_user_model().objects.select_for_update().get(pk=pk)
    held = person.messages.held().filter(due_at__lte=now).select_for_update().order_by("created_at", "pk")
    items = [row.pk for row in held]
    if not items:
        return 0  # somebody else was quicker
    written = outbox.post("digest", person, f"digest:{person.pk}:{items[-1]}", items=items)
    state = State.DIGESTED if written else State.DROPPED  # who turned digests off wants none of it
    Message.objects.filter(pk__in=items).update(state=state, settled_at=now)
    return int(written is not None)


def items(digest):
    """(subject, text) of each item of a digest that is still true, the oldest first.

    The reader's zone and language are active. An item that fails goes out by itself, and stops no other.
    """
    rows = Message.objects.filter(pk__in=digest.about["items"], state=State.DIGESTED)
    return [
        said for row in rows.select_related("recipient").order_by("created_at", "pk") if (said := _said(row))
    ]


def _said(row):
    if row.kind not in kinds or not row.recipient.wants(row.kind):
        return None
    try:
        said = kinds[row.kind].compose(row)
        return said and _item(row, said)
    except Exception:  # one bad message never blocks the rest
        log.exception("Message %s (%s) is not in its digest: it goes by itself.", row.pk, row.kind)
        again = Message.objects.filter(pk=row.pk, state=State.DIGESTED)
        again.update(state=State.WAITING, due_at=timezone.now(), settled_at=None)
        return None


def _item(row, letter):
    subject, text, _html = rendering.texts(row, letter)
    body = text.partition(SIGNATURE)[0]
    return subject, body.partition("\n\n")[2].strip() if letter.template else body.strip()


@letter("digest", label=_("What can wait, in one mail a day or a week"), optional=True)
def digest(message):
    """What was held for this person and is still true."""
    found = items(message)
    if not found:
        return None
    shown = found[:MOST]
    return Letter("mailing/email/digest", {"items": shown, "more": len(found) - len(shown)})
