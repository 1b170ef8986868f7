"""What is left of an account when its owner goes: what it wrote, by a former participant."""

from django.db import transaction
from django.utils.crypto import get_random_string

from participants.models import ERASED, Participant

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


@transaction.atomic
def anonymize(person):
    """Take everything personal from an account's own row. Nobody can sign in with it again.

    What other tables hold of the person goes first: `participants.privacy.erasure.erase` does it in order.
    """
    person = Participant.objects.select_for_update().get(pk=person.pk)
    for name, value in BLANK.items():
        setattr(person, name, value)
    person.email = get_random_string(24).lower() + ERASED
    person.set_unusable_password()
    person.save(update_fields=[*BLANK, "email", "password"])
    return person
