"""Notices that are not essential can be turned off, each kind by itself, from the mail (R-OPT-OUT)."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.urls import reverse

from mailing.registry import kinds

SALT = "mailing.preferences"


def token(person, kind):
    """Says who and which kind. It never ends: a mail may be read years later (RFC 8058)."""
    return signing.Signer(salt=SALT).sign_object([person.pk, kind])


def read(text):
    """(the recipient, Kind) of a token; None when it was not made here, or nothing can be turned off."""
    try:
        pk, name = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    kind, person = kinds.get(name), _people().filter(pk=pk, is_active=True).first()
    return (person, kind) if person and kind and kind.optional else None


def unsubscribe_url(person, kind):
    """The absolute address, for a mail to this person of the kind of this name."""
    return settings.SITE_URL + reverse("mailing:unsubscribe", args=[token(person, kind)])


def turn_off(person, kind):
    """No more mails of the kind of this name."""
    _change(person, lambda off: off | {kind})


def turn_on(person, kind):
    """The mails of this kind again."""
    _change(person, lambda off: off - {kind})


def keep_off(person, names):
    """Exactly these kinds are off, among those that can be turned off."""
    _change(person, lambda off: set(names))


@transaction.atomic
def _change(person, change):
    row = _people().select_for_update().get(pk=person.pk)
    row.notices_off = sorted(change(set(row.notices_off)))
    row.save(update_fields=["notices_off"])
    person.notices_off = row.notices_off


def _people():
    return get_user_model().objects
