"""Whether an account is in use: its address is confirmed, or staff has switched it off."""

from allauth.account.models import EmailAddress
from django.db import transaction

from core.registry import Registry

# Functions of the person, declared by the parts that hold something for it.
given_back = Registry("what an account that is switched off gives back")


def confirm(person):
    """Count the address of an account as confirmed, as where we know it from elsewhere."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def deactivate(person):
    """Nobody signs in with this account any more; what it held for later goes to others."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    for give_back in given_back.values():
        give_back(person)
