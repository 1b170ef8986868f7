"""Confirming the address of an account, and deactivating the account."""

from allauth.account.models import EmailAddress
from django.db import transaction

from core.registry import Registry

# Functions of a person, declared by the parts that reserve something for them.
given_back = Registry("what an account that is switched off gives back")


def confirm(person):
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def deactivate(person):
    """Disable signing in with this account, and give back what is reserved for it. Idempotent."""
    for give_back in given_back.values():
        give_back(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
