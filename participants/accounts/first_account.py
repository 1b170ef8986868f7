"""The first account of a site: it has all rights and can give rights to other accounts (R-FIRST-ACCOUNT)."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.text import mailboxes
from core.web import refusals
from participants import audit
from participants.accounts import activation
from participants.models import Participant

RIGHTS = {"is_superuser": True, "is_staff": True, "is_organizer": True}


class Refused(refusals.Refused):
    """Why there is no first account to be made."""


@transaction.atomic
def make(address, **fields):
    """Return (the first account, whether it is new); its address counts as confirmed.

    `fields` are those of a new Participant. An account that the address has already gets the rights.
    Idempotent until somebody has signed in to it. Raise Refused where somebody has all rights already.
    """
    address = mailboxes.same(address)
    owners = Participant.objects.select_for_update(no_key=True).filter(is_superuser=True, is_active=True)
    if any(owner.email != address or owner.last_login for owner in owners):
        raise Refused(_("This site has an account with all rights already. It can give rights to others."))
    person = Participant.objects.filter(email=address).first()
    if person is not None and not person.is_active:
        raise Refused(_("The account of this address is switched off. Give another address."))
    if person is not None:
        _give_rights(person)
        return person, False
    person = Participant.objects.create_user(address, **fields, **RIGHTS)
    activation.confirm(person)
    audit.record(None, "account-made", person, RIGHTS)
    return person, True


def _give_rights(person):
    """A password that somebody else may have chosen before the address was confirmed ends."""
    activation.prove(person)
    changes = {name: True for name in RIGHTS if not getattr(person, name)}
    for name in changes:
        setattr(person, name, True)
    if changes:
        person.save(update_fields=list(changes))
        audit.record(None, "roles-changed", person, changes)
