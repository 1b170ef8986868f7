"""Taking a role of a space for three months, going on with it, and giving it up (R-ROLE-ENDS)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from core.web.refusals import refused_when_busy
from forums.models import Role
from forums.models.role import three_months_on
from forums.spaces import memberships


class Refused(refusals.Refused):
    """Why somebody cannot hold a role; the text is for the person."""


@refused_when_busy()
@transaction.atomic
def take(forum, person, kind):
    """Hold a role for three months. Idempotent: one that is held keeps its end. Raise Refused."""
    _check_membership(forum, person)
    role, _is_new = Role.objects.get_or_create(forum=forum, participant=person, kind=kind)
    if role.until <= timezone.now():
        role.since, role.until = timezone.now(), three_months_on()
        role.save(update_fields=["since", "until"])


@refused_when_busy()
@transaction.atomic
def renew(forum, person, kind):
    """Hold a role for three months from now. Idempotent. Raise Refused where it was given up."""
    _check_membership(forum, person)
    role = Role.objects.of(person).filter(forum=forum, kind=kind).first()
    if role is None:
        raise Refused(_("You have given this role up. You can take it again."))
    role.until = three_months_on()
    role.save(update_fields=["until"])


def give_up(forum, person, kind):
    """Idempotent."""
    Role.objects.of(person).filter(forum=forum, kind=kind).delete()


def would(forum, person, *, facilitate, harvest):
    """Keep what a member would like to do in hours of a space. Idempotent; of others nothing is kept."""
    said = {"would_facilitate": facilitate, "would_harvest": harvest}
    forum.memberships.filter(participant=person).update(**said)


def _check_membership(forum, person):
    """Raise Refused if a person is no member; else they remain one until the end of the transaction."""
    mine = forum.memberships.select_for_update(no_key=True).filter(participant=person)
    if mine.first() is None:
        raise Refused(_("Roles are held by members. Join this space first."))


def left(forum, person):
    """End the roles of somebody who has left a space."""
    Role.objects.of(person).filter(forum=forum).delete()


memberships.given_back.add("roles in the space", left)
