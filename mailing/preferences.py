"""Which notices a person wants, and the link that turns off one kind (R-OPT-OUT)."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.urls import reverse

from mailing.registry import kinds

SALT = "mailing.preferences"


def token(person, kind):
    """Return a signed token of a person and a kind. It never expires: a mail may be read years later."""
    return signing.Signer(salt=SALT).sign_object([person.pk, kind])


def read(text):
    """Return (recipient, Kind) of a token; None if it is forged, or the kind cannot be turned off."""
    try:
        pk, name = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    kind, person = kinds.get(name), _people().filter(pk=pk, is_active=True).first()
    return (person, kind) if person and kind and kind.optional else None


def unsubscribe_url(person, kind):
    return settings.SITE_URL + reverse("mailing:unsubscribe", args=[token(person, kind)])


def turn_off(person, kind):
    _change(person, lambda off: off | {kind})


def turn_on(person, kind):
    _change(person, lambda off: off - {kind})


def keep_off(person, names):
    _change(person, lambda off: set(names))


@transaction.atomic
def _change(person, change):
    row = _people().select_for_update(no_key=True).get(pk=person.pk)
    row.notices_off = sorted(change(set(row.notices_off)))
    row.save(update_fields=["notices_off"])
    person.notices_off = row.notices_off


def _people():
    return get_user_model().objects
