"""Follow-up picks: private until mutual, then an introduction (R-MUTUAL-PICKS).

They are made from when the room opens; nobody learns of one before the end (R-PICKS-FROM-THE-START).
"""

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from core.database.rows import one_by_one
from core.web import refusals
from events.models import CoLab
from events.models.locking import holding
from events.room import access
from mailing import outbox
from network.connections import connections
from network.models import Pick
from network.picks import openness
from participants import limits


class Refused(refusals.Refused):
    """Why somebody cannot be picked."""


def pick(colab, chooser, chosen, reason=Pick.Reason.INFORMATION, note="", *, keeps=False):
    """Pick somebody, or change the pick unless it `keeps`; introduce both if it is mutual. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with holding(colab) as colab:  # serializes mutual picks
        _check(colab, chooser, chosen)
        mine, created = Pick.objects.get_or_create(
            colab=colab, chooser=chooser, chosen=chosen, defaults={"reason": reason, "note": note}
        )
        if created:
            limits.spend(chooser, "pick")
        elif mine.introduced_at is None and not keeps:
            _change(mine, reason, note)
        if colab.is_held:
            _introduce_if_mutual(mine)
        return mine


def _introduce_if_mutual(mine):
    theirs = Pick.objects.filter(colab=mine.colab_id, chooser=mine.chosen_id, chosen=mine.chooser_id).first()
    if theirs and mine.introduced_at is None:
        _introduce(mine, theirs)
        connections.keep(mine.chooser, mine.chosen, mine.colab)


def introduce_all_due():
    """Introduce those who picked each other during an hour that is over, and were there. Return a Tally."""
    due = Pick.objects.mutual().of_those_there().select_related("colab").order_by("pk")
    return one_by_one("introductions", due, _introduce_due)


def _introduce_due(pick):
    """Introduce two people, unless it was done since (of two picks, the first does it)."""
    with holding(pick.colab):
        pick.refresh_from_db()
        is_new = pick.introduced_at is None
        _introduce_if_mutual(pick)
        return is_new


def _change(mine, reason, note):
    if note not in {"", mine.note}:
        limits.spend(mine.chooser, "edit")
    mine.reason, mine.note = reason, note
    mine.save(update_fields=["reason", "note"])


def _check(colab, chooser, chosen):
    if chooser == chosen:
        raise Refused(_("You cannot choose yourself."))
    if not colab.is_held:
        _check_in_the_hour(colab, chooser, chosen)
    elif not _were_there(colab, chooser, chosen):
        raise Refused(_why_not(colab))


def _check_in_the_hour(colab, *both):
    """Raise Refused unless the page of the hour is open for both (R-PICKS-FROM-THE-START)."""
    if openness.is_asked_for(colab):
        raise Refused(_("You can choose whom to follow up with when the hour is over."))
    if not access.is_open(colab):
        raise Refused(_("You can choose whom to follow up with once the room is open."))
    of_this = CoLab.objects.filter(pk=colab.pk)
    if not all(of_this.taken_part_in_by(person).exists() for person in both):
        raise Refused(_("Both of you need a seat or a role in this co-lab."))


def _were_there(colab, *both):
    return openness.among(colab).filter(pk__in=[person.pk for person in both]).count() == len(both)


def _why_not(colab):
    if openness.is_asked_for(colab):
        return _("Both of you must have said that you are open to be asked.")
    return _("Both of you must have been at this co-lab.")


def _introduce(*both):
    now = timezone.now()
    for one in both:
        one.introduced_at = now
        one.save(update_fields=["introduced_at"])
        outbox.post("introduction", one.chooser, key=f"introduction:{one.pk}", pick=one.pk)


def withdraw(colab, chooser, chosen):
    """Delete a pick that has not led to an introduction. Return whether none is left. Idempotent."""
    with holding(colab) as colab:
        mine = Pick.objects.filter(colab=colab, chooser=chooser, chosen=chosen)
        mine.filter(introduced_at=None).delete()
        return not mine.exists()


def kept_words(colab, mine):
    """Return what is said to whoever made a pick."""
    if mine.introduced_at:
        return _("You both want to talk more. We have written to you both.")
    if colab.is_held:
        text = _("Noted. %(name)s is told only if they choose you too.")
    else:
        text = _("Noted. %(name)s is told only if they choose you too, after the hour.")
    return text % {"name": mine.chosen}


def withdrawn_words(is_withdrawn):
    if is_withdrawn:
        return _("Taken back. Nobody was told.")
    return _("You have been introduced already; it cannot be taken back.")


def others(colab, person):
    """Return whom this person can pick, with `my_reason`, `my_note` and `introduced_at` of their pick.

    None if the person is not among those who can be picked.
    """
    mine = Pick.objects.filter(colab=colab, chooser=person.pk, chosen=OuterRef("pk"))
    everyone = list(
        openness.among(colab).annotate(
            my_reason=Subquery(mine.values("reason")[:1]),
            my_note=Subquery(mine.values("note")[:1]),
            introduced_at=Subquery(mine.values("introduced_at")[:1]),
        )
    )
    found = [other for other in everyone if other != person]
    return found if len(found) < len(everyone) else None
