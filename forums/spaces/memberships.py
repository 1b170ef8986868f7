"""Membership in forums, and invitations to those that are not public."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from core.registry import Registry
from core.web import refusals
from core.web.refusals import refused_when_busy
from forums.models import Forum, Membership
from participants import audit
from participants.models import Participant

_SALT = "forums.invitation"
INVITATION_LASTS = timedelta(days=30)

# Functions of a forum and a person: what somebody gives back whose membership has ended, and why they cannot
# leave it yet ("" if they can).
given_back = Registry("what somebody gives back who leaves a forum")
obstacles = Registry("why somebody cannot leave a forum yet")


class Refused(refusals.Refused):
    """Why somebody cannot leave a forum yet."""


@transaction.atomic
def join(forum, person):
    """Idempotent."""
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
    ended, _each = forum.memberships.filter(participant=person).delete()
    if ended:
        record_end(forum, person.pk, by or person)


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


def invitation(forum):
    """Return a signed token that lets anybody join who has it."""
    return signing.dumps(forum.pk, salt=_SALT)


def invited_to(token):
    """Return a queryset of the forum that a token is for; empty if it is invalid or expired."""
    try:
        return Forum.objects.filter(pk=signing.loads(token, salt=_SALT, max_age=INVITATION_LASTS))
    except signing.BadSignature:
        return Forum.objects.none()


def moderators(forum):
    """Return the forum's own moderators and the site moderators who may read it."""
    people = Participant.objects.active()
    own = people.filter(memberships__forum=forum, memberships__moderates=True)
    site = people.filter(is_moderator=True)
    if not forum.is_public:
        site = site.filter(memberships__forum=forum)
    return own.union(site)
