"""Confirming the address of an account, and deactivating the account."""

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.db import transaction
from django.dispatch import receiver

from core.registry import Registry

# Functions of a person, declared by the parts that reserve something for them.
given_back = Registry("what an account that is switched off gives back")


def is_confirmed(person):
    return EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists()


def prove(person):
    """Confirm the address by a code that was mailed to it (R-CODE-FIRST). Idempotent.

    A password from before may be that of somebody else, who typed this address first: it ends.
    """
    if is_confirmed(person):
        return
    end_password(person)
    confirm(person)


@receiver(email_confirmed)
def end_password_of_others(request, email_address, **about):
    """As `prove`, where allauth confirms: only who has just typed the password keeps it."""
    person = email_address.user
    typed = {record["method"] for record in get_authentication_records(request, person)}
    if not (request.user.is_authenticated or "password" in typed):
        end_password(person)


def end_password(person):
    person.set_unusable_password()
    person.save(update_fields=["password"])


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
