"""What happens to an account as a whole."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.dispatch import Signal
from django.utils.crypto import get_random_string

from participants.models import ERASED, Participant

# Staff switched an account off (`person`): the parts that hold something for it give that back at once.
switched_off = Signal()

BLANK = {
    "name": "",
    "organization": "",
    "district": "",
    "region": "",
    "country": "",
    "about": "",
    "about_html": "",
    "notices_off": [],
    "zones_declined": [],
    "clock": "",
    "delivery": "",
    "listed": False,
    "is_organizer": False,
    "is_moderator": False,
    "is_staff": False,
    "is_superuser": False,
    "is_active": False,
    "imported_as": None,
    "last_login": None,
}


def confirm(person):
    """Count the address of an account as confirmed, as where we know it from elsewhere."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def switch_off(person):
    """Nobody signs in with this account any more; what it held for later goes to others."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    switched_off.send(Participant, person=person)


@transaction.atomic
def erase(person):
    """Take everything personal from an account; what it wrote stays, by a former participant.

    Nobody can sign in with it again. The parts that know more about a person (seats, picks) go first:
    `colab.erasure.erase` does it in order.
    """
    person = Participant.objects.select_for_update().get(pk=person.pk)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.messages.all().delete()
    person.groups.clear()
    person.user_permissions.clear()
    for name, value in BLANK.items():
        setattr(person, name, value)
    person.email = get_random_string(24).lower() + ERASED
    person.set_unusable_password()
    person.save(update_fields=[*BLANK, "email", "password"])
    return person
