"""Which notices a person wants and by which channel, and the link that turns off one kind (R-OPT-OUT)."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mailing.registry import kinds

SALT = "mailing.preferences"
DIGEST = "digest"  # the kind of mail that the others come in


class Channel(models.TextChoices):
    AT_ONCE = "now", _("At once")
    DIGEST = "digest", _("In the digest")
    OFF = "off", _("Off")


def in_digest(person, kind):
    """Return whether messages of this Kind are collected for this person's digest."""
    if not kind.may_wait or kind.name in person.notices_at_once:
        return False
    return kind.digested or kind.name in person.notices_in_digest


def channel(person, kind):
    """Return how messages of this Kind reach a person: not at all where the digest itself is off."""
    if not person.wants(kind.name):
        return Channel.OFF
    if not in_digest(person, kind):
        return Channel.AT_ONCE
    return Channel.DIGEST if person.wants(DIGEST) else Channel.OFF


def choices(person):
    """Return the kinds that can be turned off and can reach this person, without the digest itself."""
    optional = [kind for kind in kinds.values() if kind.optional and kind.name != DIGEST]
    return [kind for kind in optional if kind.reaches is None or kind.reaches(person)]


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
    _change(person, lambda row: {"notices_off": {*row.notices_off, kind}})


def turn_on(person, kind):
    _change(person, lambda row: {"notices_off": {*row.notices_off} - {kind}})


def keep(person, channels):
    """Keep the Channel of each of these kinds, by name; others stay as they are. Idempotent.

    Whoever wants something in the digest wants the digest.
    """
    named = {way: {name for name, chosen in channels.items() if chosen == way} for way in Channel}
    fields = {
        "notices_off": Channel.OFF,
        "notices_at_once": Channel.AT_ONCE,
        "notices_in_digest": Channel.DIGEST,
    }

    def change(row):
        kept = {field: {*getattr(row, field)} - set(channels) | named[way] for field, way in fields.items()}
        if named[Channel.DIGEST]:
            kept["notices_off"] -= {DIGEST}
        return kept

    _change(person, change)


@transaction.atomic
def _change(person, change):
    row = _people().select_for_update(no_key=True).get(pk=person.pk)
    fields = {name: sorted(names) for name, names in change(row).items()}
    for name, value in fields.items():
        setattr(row, name, value)
        setattr(person, name, value)
    row.save(update_fields=list(fields))


def _people():
    return get_user_model().objects
