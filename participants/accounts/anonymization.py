"""Anonymizing an account; what it wrote remains, by a former participant."""

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
    "notices_at_once": [],
    "notices_in_digest": [],
    "zones_declined": [],
    "clock": "",
    "delivery": "",
    "digest": "daily",
    "listed": False,
    "on_map": False,
    "is_organizer": False,
    "is_moderator": False,
    "is_staff": False,
    "is_superuser": False,
    "is_active": False,
    "imported_as": None,
    "last_login": None,
}


def former(person):
    """Return the person as they will be, without writing it."""
    return Participant(pk=person.pk, email=ERASED)


@transaction.atomic
def anonymize(person):
    """Remove all personal data from the account's row. Nobody can sign in with it again.

    Rows of other tables come first: see `participants.privacy.erasure.erase`.
    """
    person = Participant.objects.select_for_update(no_key=True).get(pk=person.pk)
    for name, value in BLANK.items():
        setattr(person, name, value)
    person.email = get_random_string(24).lower() + ERASED
    person.set_unusable_password()
    person.save(update_fields=[*BLANK, "email", "password"])
    return person
