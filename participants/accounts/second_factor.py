"""The second factor, which some roles have to set up (R-SECOND-FACTOR)."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from participants import audit
from participants.accounts import adapter


def is_demanded_of(person):
    """Return whether this person's role demands a second factor.

    Those who only have a role in a co-lab, or moderate one space, are asked for none.
    """
    roles = (person.is_staff, person.is_superuser, person.is_moderator, person.is_organizer)
    return settings.SECOND_FACTOR_REQUIRED and any(roles)


def is_set_up(person):
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


@transaction.atomic
def reset(person, by=None):
    """Delete a person's authenticators and recovery codes, and tell them. Return whether there were any."""
    deleted, _each = Authenticator.objects.filter(user=person).delete()
    if deleted:
        audit.record(by, "second-factor-reset", person)
        adapter.write("account", person.email, template="mfa/email/second_factor_reset")
    return bool(deleted)
