"""Authors who came with an imported forum: staff invites them, they make the account their own."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.web import refusals
from mailing import outbox
from participants.accounts import activation
from participants.models import Participant

SALT = "participants.imported_authors.claims"
LIFE = timedelta(days=14)


class Refused(refusals.Refused):
    """Why an account cannot be offered or claimed, in words for the person who tried."""


def ends(written_at):
    """Until when an invitation written at an instant is good."""
    return written_at + LIFE


def taken(address):
    """Whether the address belongs to an account, confirmed or not."""
    address = address.lower()
    return (
        Participant.objects.filter(email=address).exists()
        or EmailAddress.objects.filter(email=address).exists()
    )


def invite(placeholder, address, language=None):
    """Write to an address that the posts of a placeholder wait there; once a day, however often asked."""
    address = address.strip().lower()
    if not Participant.objects.placeholders().filter(pk=placeholder.pk).exists():
        raise Refused(_("This account has been claimed already."))
    if taken(address):
        raise Refused(_("This address already has an account. Ask the person for another address."))
    now = timezone.now()
    outbox.post(
        "claim",
        None,
        f"claim:{placeholder.pk}:{address}:{now:%Y-%m-%d}",
        address=address,
        placeholder=placeholder.pk,
        language=language or translation.get_language(),
    )


def token(placeholder, address, written_at):
    """What the link in the mail holds: who, to which address, until when; signed."""
    return signing.dumps([placeholder.pk, address, ends(written_at).timestamp()], salt=SALT)


def read(text):
    """(placeholder, address) of a link; None when it was not made here, is too old, or was used."""
    try:
        pk, address, until = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    placeholder = Participant.objects.placeholders().filter(pk=pk).first()
    if placeholder is None or until < timezone.now().timestamp():
        return None
    return placeholder, address


def accept(placeholder, address, password, **fields):
    """Make the placeholder's account the one of this confirmed address. Gives the Participant.

    `fields` are fields of a Participant. Raises Refused when it was claimed, or the address used, meanwhile.
    """
    try:
        with transaction.atomic():
            return _accept(placeholder, address, password, fields)
    except IntegrityError as problem:
        raise Refused(_("This address has an account by now. Sign in with it.")) from problem


def _accept(placeholder, address, password, fields):
    person = Participant.objects.placeholders().select_for_update().filter(pk=placeholder.pk).first()
    if person is None:
        raise Refused(_("This account has been claimed already. Sign in with your address."))
    if taken(address):
        raise Refused(_("This address has an account by now. Sign in with it."))
    changes = fields | {"email": address, "is_active": True}
    for name, value in changes.items():
        setattr(person, name, value)
    person.set_password(password)
    person.save(update_fields=[*changes, "password"])
    activation.confirm(person)
    return person
