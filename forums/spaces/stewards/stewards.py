"""Who keeps a space: naming another steward, and handing on (R-STEWARDS)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from forums.spaces import memberships
from mailing import outbox
from participants import audit, limits


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
        raise Refused(_("This person is not a member of this space. Ask them to join it first."))
    if membership.moderates:
        return
    limits.spend(by, "space")
    _set(membership, by, True)
    key = f"steward-named:{person.pk}:{membership.pk}:{timezone.localdate()}"
    outbox.post("steward-named", person, key, membership=membership.pk)


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
