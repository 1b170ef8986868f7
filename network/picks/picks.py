"""Follow-up picks: private until mutual, then an introduction (R-MUTUAL-PICKS)."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from events.models.locking import holding
from mailing import outbox
from network.models import Pick
from network.picks import openness
from participants import limits


class Refused(refusals.Refused):
    """Why somebody cannot be picked."""


def pick(colab, chooser, chosen, reason=Pick.Reason.INFORMATION, note=""):
    """Pick somebody, or change the pick; introduce both if it is mutual. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with holding(colab) as colab:  # serializes mutual picks
        _check(colab, chooser, chosen)
        mine, created = Pick.objects.get_or_create(
            colab=colab, chooser=chooser, chosen=chosen, defaults={"reason": reason, "note": note}
        )
        if created:
            limits.spend(chooser, "pick")
        elif mine.introduced_at is None:
            _change(mine, reason, note)
        theirs = Pick.objects.filter(colab=colab, chooser=chosen, chosen=chooser).first()
        if theirs and mine.introduced_at is None:
            _introduce(mine, theirs)
        return mine


def _change(mine, reason, note):
    if note not in {"", mine.note}:
        limits.spend(mine.chooser, "edit")
    mine.reason, mine.note = reason, note
    mine.save(update_fields=["reason", "note"])


def _check(colab, chooser, chosen):
    if not colab.is_held:
        raise Refused(_("You can choose whom to follow up with when the hour is over."))
    if chooser == chosen:
        raise Refused(_("You cannot choose yourself."))
    if openness.among(colab).filter(pk__in=[chooser.pk, chosen.pk]).count() == 2:
        return
    if openness.is_asked_for(colab):
        raise Refused(_("Both of you must have said that you are open to be asked."))
    raise Refused(_("Both of you must have been at this co-lab."))


def _introduce(*both):
    now = timezone.now()
    for one in both:
        one.introduced_at = now
        one.save(update_fields=["introduced_at"])
        outbox.post("introduction", one.chooser, key=f"introduction:{one.pk}", pick=one.pk)


def withdraw(colab, chooser, chosen):
    """Delete a pick that has not led to an introduction. Idempotent."""
    with holding(colab) as colab:
        Pick.objects.filter(colab=colab, chooser=chooser, chosen=chosen, introduced_at=None).delete()


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
