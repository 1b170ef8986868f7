"""What of accounts is deleted each day: sessions that ended, and accounts that nobody has entered.

Accounts of today are made with a confirmed address (R-CODE-FIRST); one without is left from before, or was
made by staff for somebody who has not come.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, ProtectedError, RestrictedError
from django.utils import timezone

from core import pruning
from participants.models import Participant

UNCONFIRMED = timedelta(days=30)


def sessions():
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def accounts():
    """Delete accounts that nobody has entered for a month; one that something hangs on stays."""
    begun = Participant.objects.unconfirmed().filter(date_joined__lt=timezone.now() - UNCONFIRMED)
    return sum(_delete(person) for person in begun.iterator())


def _delete(person):
    try:
        with transaction.atomic():
            return bool(person.delete())
    except (ProtectedError, RestrictedError):
        return False


def addresses():
    """Delete addresses that somebody wanted to change to and never confirmed."""
    wanted = EmailAddress.objects.filter(verified=False).exclude(email=F("user__email"))
    return wanted.delete()[0]


pruning.steps.add("sessions that ended", sessions)
pruning.steps.add("accounts that nobody entered", accounts)
pruning.steps.add("addresses that nobody confirmed", addresses)
