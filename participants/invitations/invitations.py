"""Invitations: links for a number of people and a time, which can be withdrawn (R-INVITATIONS).

Of a link's token nothing is stored. It is made from the row by the site's secret key, so that a copy of the
database opens nothing, and those who may make invitations can look at a link again.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import pruning
from core.web import refusals
from participants import audit, limits
from participants.invitations.registry import kinds
from participants.models import Invitation, InvitationUse

SALT = "participants.invitations"
LONGEST = timedelta(days=90)
MOST = 100  # people
KEPT = timedelta(days=90)  # after it has ended
NO_LONGER = gettext_lazy(
    "This invitation is no longer valid. Ask the person who gave it to you for a new one."
)


class Refused(refusals.Refused):
    """Why an invitation does not let somebody in."""


@transaction.atomic
def make(kind, target, maker, *, days, most):
    """Return a new Invitation to `target`, a row of the kind. Raise Refused, and limits.Refused."""
    if not kinds[kind].may_make(target, maker):
        raise Refused(_("You cannot invite people here."))
    limits.spend(maker, "invitation")
    now = timezone.now()
    lasts = min(timedelta(days=days), LONGEST)
    made = Invitation.objects.create(
        kind=kind, target=target.pk, maker=maker, made_at=now, ends_at=now + lasts, most=min(most, MOST)
    )
    audit.record(maker, "invitation-made", made, {"kind": kind, "target": target.pk})
    return made


def token(invitation):
    return f"{invitation.pk}-{_signature(invitation)}"


def read(text, person):
    """Return the Invitation of a token, open or not, as this person or visitor finds it, or None."""
    pk, _dash, signature = text.partition("-")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    found = _found_by(person).filter(pk=pk).first()
    return found if found and constant_time_compare(_signature(found), signature) else None


def _found_by(person):
    return Invitation.objects.select_related("maker").with_uses(by_others_than=person.pk)


def _signature(invitation):
    row = f"{invitation.pk} {invitation.kind} {invitation.target} {invitation.made_at.timestamp()}"
    return salted_hmac(SALT, row, algorithm="sha256").hexdigest()[:40]


def target(invitation):
    """Return what it leads to; None once that is gone, or its maker may no longer invite people there."""
    kind = kinds.get(invitation.kind)
    found = kind and kind.find(invitation.target)
    return found if found and kind.may_make(found, invitation.maker) else None


def why_closed(invitation, *, may_make):
    """Return why nobody can come in by it, or "". `may_make`: whether its maker still might make it."""
    if invitation.withdrawn_at or not may_make:
        return _("This invitation was withdrawn. Ask the person who gave it to you for a new one.")
    if invitation.ends_at <= timezone.now():
        return _("This invitation is too old. Ask the person who gave it to you for a new one.")
    if invitation.used >= invitation.most:
        return _("As many people as it was meant for have used this invitation. Ask for a new one.")
    return ""


@refusals.refused_when_busy()
@transaction.atomic
def accept(invitation, person):
    """Let somebody in, and return where they are then. Idempotent. Raise Refused."""
    Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)  # so that no use is counted twice
    invitation = _found_by(person).get(pk=invitation.pk)
    kind, found = kinds[invitation.kind], target(invitation)
    if why := why_closed(invitation, may_make=found is not None):
        raise Refused(why)
    kind.check(found, person)
    where = kind.accept(found, person)
    InvitationUse.objects.get_or_create(invitation=invitation, person=person)
    return where


@transaction.atomic
def withdraw(invitation, by):
    """Idempotent."""
    open_still = Invitation.objects.filter(pk=invitation.pk, withdrawn_at=None)
    if open_still.update(withdrawn_at=timezone.now()):
        audit.record(by, "invitation-withdrawn", invitation)


def may_withdraw(invitation, person):
    kind = kinds[invitation.kind]
    found = kind.find(invitation.target)
    return invitation.maker_id == person.pk or bool(found and kind.may_make(found, person))


def prune():
    """Delete invitations that have ended long ago, with who used them. Return the number of rows."""
    return Invitation.objects.ended(timezone.now() - KEPT).delete()[0]


pruning.steps.add("invitations that ended", prune)
