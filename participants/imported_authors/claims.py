"""Claiming the accounts of imported authors: staff invites them, and they take the account over."""

from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.text import mailboxes
from core.web import refusals
from core.web.refusals import refused_when_busy
from mailing import outbox
from participants import limits
from participants.accounts import activation
from participants.models import Participant
from participants.profiles import names

SALT = "participants.imported_authors.claims"
LIFE = timedelta(days=14)


class Refused(refusals.Refused):
    """Why an account cannot be offered or claimed."""


def ends(written_at):
    return written_at + LIFE


def taken(address):
    """Return whether the address belongs to an account. One that nobody has confirmed is in nobody's way."""
    address = mailboxes.same(address)
    accounts = Participant.objects.filter(email=address)
    return (
        accounts.exclude(pk__in=Participant.objects.unconfirmed()).exists()
        or EmailAddress.objects.filter(email=address, verified=True).exists()
    )


@transaction.atomic
def invite(placeholder, address, language=None, by=None):
    """Invite an address to claim a placeholder's account. Idempotent within a day.

    Raise Refused, and limits.Refused for who invites (`by`).
    """
    address = mailboxes.same(address)
    if not Participant.objects.placeholders().filter(pk=placeholder.pk).exists():
        raise Refused(_("This account has been claimed already."))
    if taken(address):
        raise Refused(_("This address already has an account. Ask the person for another address."))
    who = sha256(address.encode()).hexdigest()[:16]  # an address may be longer than a key
    written = outbox.post(
        "claim",
        None,
        f"claim:{placeholder.pk}:{who}:{timezone.now():%Y-%m-%d}",
        address=address,
        placeholder=placeholder.pk,
        language=language or translation.get_language(),
    )
    if by is not None and written:
        limits.spend(by, "invitation")


def token(placeholder, address, written_at):
    return signing.dumps([placeholder.pk, address, ends(written_at).timestamp()], salt=SALT)


def read(text):
    """Return (placeholder, address) of a token; None if it is forged, expired or used."""
    try:
        pk, address, until = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    placeholder = Participant.objects.placeholders().filter(pk=pk).first()
    if placeholder is None or until < timezone.now().timestamp():
        return None
    return placeholder, address


def accept(placeholder, address, password, **fields):
    """Turn the placeholder's account into that of this confirmed address. Return the Participant.

    Without a `password`, one signs in by codes. `fields` are fields of a Participant. Raise Refused if the
    account was claimed or the address used by now.
    """
    try:
        with refused_when_busy(), transaction.atomic():
            return _accept(placeholder, address, password, fields)
    except IntegrityError as problem:
        raise Refused(_("This address has an account by now. Sign in with it.")) from problem


def _accept(placeholder, address, password, fields):
    locked = Participant.objects.placeholders().select_for_update(no_key=True)
    person = locked.filter(pk=placeholder.pk).first()
    if person is None:
        raise Refused(_("This account has been claimed already. Sign in with your address."))
    if taken(address):
        raise Refused(_("This address has an account by now. Sign in with it."))
    before = Participant(name=person.name)
    Participant.objects.unconfirmed().filter(email=address).delete()
    changes = fields | {"email": address, "is_active": True}
    for name, value in changes.items():
        setattr(person, name, value)
    person.set_password(password or None)
    person.save(update_fields=[*changes, "password"])
    activation.confirm(person)
    if person.name != before.name:
        names.write_anew(person, before)
    return person
