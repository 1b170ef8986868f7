"""Who keeps a space: naming another steward, taking that back, and handing on (R-STEWARDS)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web import refusals
from forums.models import Forum
from forums.spaces import memberships
from mailing import outbox
from participants import audit, limits

# One sentence, whatever the reason is: it must not tell who has an account.
NOT_FOUND = gettext_lazy(
    "This does not lead to one member of this space. Write the whole name as it stands in the list of "
    "members, or the e-mail address, or ask the person to join first."
)


class Refused(refusals.Refused):
    """Why somebody does not become a steward, or stays one."""


def of(forum):
    """Return the Memberships of those who keep a space, by name."""
    return forum.memberships.stewards().select_related("participant").order_by("participant__name", "pk")


@transaction.atomic
def name(forum, person, by):
    """Let a member keep the space as well, and tell them. Idempotent. Raise Refused, and limits.Refused."""
    rows = forum.memberships.select_for_update(no_key=True, of=("self",))
    membership = rows.filter(participant=person, participant__is_active=True).first()
    if membership is None:
        raise Refused(NOT_FOUND)
    if membership.moderates:
        return
    limits.spend(by, "space")
    _set(membership, by, True)
    key = f"steward-named:{person.pk}:{membership.pk}:{int(timezone.now().timestamp())}"
    outbox.post("steward-named", person, key, membership=membership.pk)


@transaction.atomic
def take_back(forum, person, by):
    """End that somebody else keeps the space: they stay a member, and are told. Idempotent.

    Raise Refused for oneself, for others than those who look after the space, and for the last steward.
    """
    if person == by:
        raise Refused(_("You cannot take this from yourself. Step down instead."))
    if not Forum.objects.moderated_by(by).filter(pk=forum.pk).exists():
        raise Refused(_("Only those who look after this space can take this back."))
    if memberships.last_steward(forum, person):
        raise Refused(_("This is the last steward of this space. Name another one first."))
    for membership in forum.memberships.filter(participant=person, moderates=True):
        _set(membership, by, False)
        key = f"steward-ended:{person.pk}:{membership.pk}:{int(timezone.now().timestamp())}"
        outbox.post("steward-ended", person, key, membership=membership.pk)


@transaction.atomic
def step_down(forum, person):
    """Keep it no longer, and stay a member. Idempotent. Raise Refused for the last one."""
    if text := memberships.last_steward(forum, person):
        raise Refused(text)
    for membership in forum.memberships.filter(participant=person, moderates=True):
        _set(membership, person, False)


def _set(membership, by, moderates):
    membership.moderates = moderates
    membership.save(update_fields=["moderates"])
    changes = {"participant": membership.participant_id, "moderates": moderates}
    audit.record(by, "moderates", membership.forum, changes)
