"""Who is in a forum, and how people come into one that is not public."""

from datetime import timedelta

from django.core import signing
from django.db import transaction

from core.registry import Registry
from forums.models import Forum, Membership
from participants.models import Participant

_SALT = "forums.invitation"
INVITATION_LASTS = timedelta(days=30)

# What is given back when somebody leaves a forum: functions of the forum and the person.
given_back = Registry("what somebody gives back who leaves a forum")


def join(forum, person):
    """Come in. Twice changes nothing."""
    Membership.objects.bulk_create([Membership(forum=forum, participant=person)], ignore_conflicts=True)


@transaction.atomic
def leave(forum, person):
    """Go out, and hear no more of it; from a forum that is not public, nothing at all."""
    forum.memberships.filter(participant=person).delete()
    forum.watches.filter(participant=person).delete()
    if not forum.is_public:
        person.watches.filter(topic__forum=forum).delete()
    for give_back in given_back.values():
        give_back(forum, person)


def invitation(forum):
    """A token with which whoever has it may join; for moderators to hand on."""
    return signing.dumps(forum.pk, salt=_SALT)


def invited_to(token):
    """The forums that a token opens: one, or none when it is wrong or too old."""
    try:
        return Forum.objects.filter(pk=signing.loads(token, salt=_SALT, max_age=INVITATION_LASTS))
    except signing.BadSignature:
        return Forum.objects.none()


def moderators(forum):
    """Who keeps order in a forum: its own moderators, and the site's where they may read it."""
    people = Participant.objects.active()
    own = people.filter(memberships__forum=forum, memberships__moderates=True)
    site = people.filter(is_moderator=True)
    if not forum.is_public:
        site = site.filter(memberships__forum=forum)
    return own.union(site)
