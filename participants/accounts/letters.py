"""What this part writes to people: about their account, and to authors whose account waits for them."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from mailing import digests, registry
from mailing.registry import Letter
from participants.imported_authors import claims
from participants.models import Participant


def _too_late(message):
    return parse_datetime(message.about["until"]) < timezone.now()


@registry.letter("account", label=_("About your account"), secret=True)
def account(message):
    """What django-allauth has to say; it names the template."""
    if _too_late(message):
        return None
    return Letter(message.about["template"], message.about | {"written_at": message.created_at})


@registry.letter("password-reset", secret=True)
def password_reset(message):
    """A link to choose a new password; where there is no account, a word that somebody tried."""
    if _too_late(message):
        return None
    person = Participant.objects.by_address(message.address).first()
    if person is None:
        signup_url = settings.SITE_URL + reverse("account_signup")
        return Letter("account/email/unknown_account", {"signup_url": signup_url, "address": message.address})
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    url = settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)
    return Letter("account/email/password_reset_key", {"password_reset_url": url, "person": person})


@registry.letter("claim", secret=True)
def claim(message):
    """The account of an imported author, offered to the person behind it."""
    placeholder = Participant.objects.placeholders().filter(pk=message.about["placeholder"]).first()
    if placeholder is None or _too_late(message) or claims.taken(message.address):
        return None
    token = claims.token(placeholder, message.address, message.created_at)
    url = settings.SITE_URL + reverse("participants:claim", args=[token])
    context = {"placeholder": placeholder, "claim_url": url, "until": claims.ends(message.created_at)}
    return Letter("participants/email/claim", context)


@registry.letter("digest", label=_("What can wait, in one mail a day or a week"), optional=True)
def digest(message):
    """What was held for this person and is still true."""
    items = digests.items(message)
    if not items:
        return None
    shown = items[: digests.MOST]
    return Letter("mailing/email/digest", {"items": shown, "more": len(items) - len(shown)})
