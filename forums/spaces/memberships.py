"""Membership in forums: joining, leaving, and being taken out."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from core.registry import Registry
from core.web import refusals
from core.web.refusals import refused_when_busy
from forums.models import Forum, Membership, Removal
from participants import audit
from participants.models import Participant

# Functions of a forum and a person: what somebody gives back whose membership has ended, and why they cannot
# leave it yet ("" if they can).
given_back = Registry("what somebody gives back who leaves a forum")
obstacles = Registry("why somebody cannot leave a forum yet")


class Refused(refusals.Refused):
    """Why somebody cannot join a forum, leave it, or be taken out of it."""


@transaction.atomic
def join(forum, person):
    """Idempotent. Raise Refused for who was taken out (R-REMOVED-STAYS-OUT)."""
    if forum.removals.filter(participant=person).exists():
        raise Refused(_("You were taken out of this space. Only its moderators can let you in again."))
    _row, is_new = Membership.objects.get_or_create(forum=forum, participant=person)
    if is_new:
        audit.record(person, "joined", forum)


@refused_when_busy()
@transaction.atomic
def leave(forum, person, by=None):
    """End the membership, and what depends on it. Idempotent. Raise Refused.

    `by` is who takes the person out, if they do not leave themselves. Co-labs come first (R-LOCK-ORDER).
    """
    for why in obstacles.values():
        if text := why(forum, person):
            raise Refused(text)
    for give_back in given_back.values():
        give_back(forum, person)
    if text := last_steward(forum, person):
        raise Refused(text)
    ended, _each = forum.memberships.filter(participant=person).delete()
    if ended:
        record_end(forum, person.pk, by or person)


def last_steward(forum, person):
    """Return why somebody has to hand the space on first, or "" (R-LAST-STEWARD).

    In a transaction, after co-labs (R-LOCK-ORDER): of two who leave at once, one is the last.
    """
    rows = Membership.objects.filter(forum=forum, moderates=True).select_related("participant")
    keepers = [row.participant for row in rows.select_for_update(no_key=True, of=("self",)).order_by("pk")]
    if person not in keepers or any(other.is_active for other in keepers if other != person):
        return ""
    if not forum.memberships.filter(participant__is_active=True).exclude(participant=person).exists():
        return ""  # there is nobody to hand it to
    return _("You are the last steward of this space. Name another one first, on the page of its stewards.")


@receiver(post_delete, sender=Membership)
def _ended(instance, origin, **_kwargs):
    """End watches of the forum, of a private forum also those of its topics, and give back what is reserved.

    However the membership ended (R-ROLES-TODAY), unless the forum or the account is deleted as a whole.
    """
    if not (isinstance(origin, Membership) or getattr(origin, "model", None) is Membership):
        return
    forum, person = instance.forum, instance.participant
    forum.watches.filter(participant=person).delete()
    if not forum.is_public:
        person.watches.filter(topic__forum=forum).delete()
    for give_back in given_back.values():
        give_back(forum, person)


def record_end(forum, participant, by):
    """Write down that somebody (a primary key) left a forum, or was taken out of it (R-AUDIT)."""
    if by.pk == participant:
        audit.record(by, "left", forum)
    else:
        audit.record(by, "removed", forum, {"participant": participant})


@refused_when_busy()
@transaction.atomic
def remove(forum, person, by, reason=""):
    """Take somebody out for good: neither joining nor an invitation leads back. Idempotent. Raise Refused."""
    if person == by:
        raise Refused(_("You cannot take yourself out. You can leave the space on its page."))
    if forum.memberships.filter(participant=person, moderates=True).exists():
        raise Refused(
            _("This person moderates the space. Ask the people who run this site to change that first.")
        )
    if any(why(forum, person) for why in obstacles.values()):
        raise Refused(_("This person runs a co-lab in this space that has to be held or called off first."))
    leave(forum, person, by)
    keep_out(forum, person, by, reason)


def keep_out(forum, person, by, reason=""):
    """Let nobody in again whose membership has ended. Idempotent."""
    Removal.objects.get_or_create(
        forum=forum, participant=person, defaults={"removed_by": by, "reason": reason}
    )


@transaction.atomic
def let_back(forum, person, by):
    """Undo a removal: somebody is a member again. Idempotent."""
    if forum.removals.filter(participant=person).delete()[0]:
        audit.record(by, "let-back", forum, {"participant": person.pk})
        join(forum, person)


def moderates_anywhere(person):
    return Forum.objects.moderated_by(person).exists()


def moderators(forum):
    """Return the forum's own moderators and the site moderators who may read it."""
    people = Participant.objects.active()
    own = people.filter(memberships__forum=forum, memberships__moderates=True)
    site = people.filter(is_moderator=True)
    if not forum.is_public:
        site = site.filter(memberships__forum=forum)
    return own.union(site)
