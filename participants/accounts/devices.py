"""Devices that have signed in to an account before (R-KNOWN-DEVICE).

Wrong passwords are counted for each account, so strangers could use up the tries of its owner. A device that
has signed in before carries a signed cookie, and its tries and codes are counted by themselves.
"""

from django.core import signing
from django.utils.crypto import get_random_string

from core import cookies
from core.text import mailboxes
from participants.models import Participant

COOKIE = "device"
SALT = "participants.accounts.devices"
MOST = 5  # accounts that a device remembers
ADDRESS_FIELDS = {  # the doors where an address is typed, and the field
    "account_login": "login",
    "account_request_login_code": "email",
    "account_reset_password": "email",
    "participants:join_code": None,
    "account_reauthenticate": None,
}


def known(request, address):
    """Return a key for this device if it has signed in to the account with this address, else ""."""
    address = mailboxes.same(address)
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated and person.email == address:
        return f"account-{person.pk}"
    device, accounts = _read(request)
    if accounts and Participant.objects.filter(pk__in=accounts, email=address).exists():
        return f"device-{device}"
    return ""


def at_the_door(request):
    """Return the key of a known device where its owner is about to sign in, else ""."""
    match = request.resolver_match
    if match is None or match.view_name not in ADDRESS_FIELDS:
        return ""
    if request.user.is_authenticated:
        return known(request, request.user.email)
    return known(request, request.POST.get(ADDRESS_FIELDS[match.view_name] or "", ""))


def remember(request, response, person):
    """Let the cookie say that this device has signed in to this account."""
    device, accounts = _read(request)
    accounts = [person.pk, *(pk for pk in accounts if pk != person.pk)][:MOST]
    cookies.write(response, COOKIE, signing.dumps([device or get_random_string(22), accounts], salt=SALT))


def _read(request):
    try:
        return signing.loads(cookies.read(request, COOKIE), salt=SALT, max_age=cookies.KEPT)
    except signing.BadSignature:
        return "", []
