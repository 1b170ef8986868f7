"""Bringing two people together, or asking one for twenty minutes: both say yes (R-BOTH-SAY-YES).

Nothing that whoever began it, or the other one, can see or do depends on a no, or on silence: what is under
way is said by its end alone (R-NO-IS-SILENT).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from mailing import outbox
from moderation import hiding, reports
from network.connections import connections
from network.models import Connection, Introduction
from participants import limits
from participants.models import Participant

MOST = 3  # under way by one person
AGAIN = timedelta(days=183)  # until the same person may ask the same two again
Said = Introduction.Said


class Refused(refusals.Refused):
    """Why an introduction is not begun, or not answered; the text is for the person."""


def people_of(person):
    """Return those with whom a person is connected, by name."""
    keys = Connection.objects.keys_for(person)
    return Participant.objects.active().filter(pk__in=keys).order_by("name", "pk")


@transaction.atomic
def introduce(by, one, other, why, first_step=""):
    """Ask two of a person’s people whether they would like to meet. Return the Introduction. Idempotent.

    Raise Refused, and limits.Refused.
    """
    if one == other or people_of(by).filter(pk__in=[one.pk, other.pk]).count() != 2:
        raise Refused(_("You can introduce two of your people to each other."))
    return _begin(by, one, other, why, first_step)


@transaction.atomic
def ask(by, person, why, first_step=""):
    """Ask somebody of the directory for twenty minutes. Return the Introduction. Idempotent.

    Raise Refused, and limits.Refused.
    """
    if by == person or not Participant.objects.in_directory().filter(pk=person.pk).exists():
        raise Refused(_("You can ask people of the directory."))
    if people_of(by).filter(pk=person.pk).exists():
        raise Refused(_("You know each other already: write to them."))
    return _begin(by, by, person, why, first_step)


def _begin(by, one, other, why, first_step):
    first, second = sorted((one, other), key=lambda person: person.pk)
    limits.spend(by, "introduction")  # and their introductions are begun one after the other
    mine = Introduction.objects.filter(by=by)
    before = mine.filter(first=first, second=second, created_at__gt=timezone.now() - AGAIN, opened_at=None)
    if same := before.under_way().filter(why=why, first_step=first_step).first():
        return same
    if before.exists():
        raise Refused(_("You asked this within the last six months. Give it time."))
    if mine.under_way().count() >= MOST:
        raise Refused(
            _("You have three introductions under way. Begin another one when one of them has ended.")
        )
    made = Introduction.objects.create(
        by=by,
        first=first,
        second=second,
        why=why,
        first_step=first_step,
        language=by.language,
        first_said=Said.YES if first == by else Said.ASKED,
        second_said=Said.YES if second == by else Said.ASKED,
    )
    for person in {first, second} - {by}:
        key = f"introduction-asked:{made.pk}:{person.pk}"
        outbox.post("introduction-asked", person, key, introduction=made.pk)
    return made


@transaction.atomic
def answer(introduction, person, says):
    """Say yes or no, until it has opened or is over; with two yes it opens. Idempotent. Raise Refused."""
    rows = Introduction.objects.select_for_update(of=("self",), no_key=True).for_page()
    found = rows.filter(pk=introduction.pk).first()
    if found is not None and found.answer_of(person) == says:
        return found
    if found is None or not found.is_under_way or found.is_hidden:
        raise Refused(_("This is over, and cannot be answered any more."))
    setattr(found, "first_said" if found.first_id == person.pk else "second_said", says)
    if found.first_said == found.second_said == Said.YES:
        _open(found)
    found.save(update_fields=["first_said", "second_said", "opened_at"])
    return found


def _open(introduction):
    introduction.opened_at = timezone.now()
    both = (introduction.first, introduction.second)
    connections.keep(*both)
    for person in both:
        key = f"introduction:opened:{introduction.pk}:{person.pk}"
        outbox.post("introduction", person, key, introduction=introduction.pk)


def withdraw(introduction):
    """Take back what has not opened; nobody is told. Return whether it is taken back. Idempotent."""
    Introduction.objects.filter(pk=introduction.pk, opened_at=None).delete()
    return not Introduction.objects.filter(pk=introduction.pk).exists()


def hide(introduction, by, reason):
    """Hide it from those who were asked, who cannot answer any more, and settle the reports about it."""
    reports.hide(introduction, by, reason)


def show(introduction, by=None):
    hiding.show(introduction, by)
