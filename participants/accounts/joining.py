"""Joining: an account is made when somebody types the code that was mailed to its address (R-CODE-FIRST).

Until then, what was typed waits in the session of the device. The database holds nothing that could stand in
the way of the owner of the address, and no password exists that somebody else has chosen.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.signals import user_signed_up
from allauth.account.utils import perform_login
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.web import refusals
from participants.accounts import activation, adapter, mail_limits
from participants.models import Participant

WAITING = "joining"  # the key of the session
LIFE = timedelta(minutes=15)
TRIES = 5


TOO_MANY = gettext_lazy("Many codes were sent to this address. Please try again in an hour.")


class Refused(refusals.Refused):
    """Why no code can be sent."""


def waiting(request):
    """Return what waits for a code on this device, or None."""
    return request.session.get(WAITING)


def typed(request):
    """Return what was typed on this device, to be corrected: values for the form."""
    kept = waiting(request)
    return kept["fields"] | {"email": kept["address"]} if kept else {}


def begin(request, address, fields, back):
    """Keep the fields of a Participant, and mail a code to their address."""
    kept = fields | {"zone": str(fields["zone"])}
    _send(request, {"address": address, "fields": kept, "back": back})


def send_again(request):
    """Mail a new code; the one before is void. Raise Refused."""
    kept = waiting(request)
    if not mail_limits.take(request, kept["address"]):
        raise Refused(str(TOO_MANY))
    _send(request, kept)


def _send(request, kept):
    code = get_adapter().generate_email_verification_code()
    until = timezone.now() + LIFE
    request.session[WAITING] = kept | {"code": code, "until": until.timestamp(), "tries": TRIES}
    adapter.write("join", kept["address"], life=LIFE, code=code)


def code(request):
    """Return the code that is expected, or "" if it is too old or was mistyped too often."""
    kept = waiting(request)
    alive = kept["tries"] > 0 and kept["until"] > timezone.now().timestamp()
    return kept["code"] if alive else ""


def count_mistake(request):
    kept = waiting(request)
    request.session[WAITING] = kept | {"tries": max(0, kept["tries"] - 1)}


def finish(request):
    """Make the account whose code was typed, or find the one that the address has, and sign in to it."""
    kept = request.session.pop(WAITING)
    person, is_new = account(kept["address"], kept["fields"])
    if is_new:
        user_signed_up.send(sender=Participant, request=request, user=person)
    return perform_login(request, person, redirect_url=kept["back"], signup=is_new, email=person.email)


def account(address, fields):
    """Return (the account of an address whose code was typed, whether it is new). Idempotent."""
    try:
        with transaction.atomic():
            person = _owner(address)
            is_new = person is None
            if is_new:
                person = Participant.objects.create_user(address, **fields)
            if person.is_active:
                activation.prove(person)
            return person, is_new
    except IntegrityError:  # a concurrent request was first
        return _owner(address), False


def _owner(address):
    proved = Q(emailaddress__email=address, emailaddress__verified=True)
    return Participant.objects.filter(Q(email=address) | proved).first()
