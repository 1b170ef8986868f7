"""Letters about an account."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from mailing.registry import Letter, letter
from participants.models import Participant


def _too_late(message):
    return parse_datetime(message.about["until"]) < timezone.now()


@letter("account", label=_("About your account"), secret=True)
def account(message):
    """A mail of django-allauth, which names the template."""
    if _too_late(message):
        return None
    return Letter(message.about["template"], message.about | {"written_at": message.created_at})


def reset_url(person):
    """Return the link with which a person chooses a password: good once and for three days, on any device."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)


@letter("password-reset", secret=True)
def password_reset(message):
    """A link to choose a new password, or a note that the address has no account."""
    if _too_late(message):
        return None
    person = Participant.objects.by_address(message.address).first()
    if person is None:
        signup_url = settings.SITE_URL + reverse("account_signup")
        return Letter("account/email/unknown_account", {"signup_url": signup_url, "address": message.address})
    return Letter(
        "account/email/password_reset_key", {"password_reset_url": reset_url(person), "person": person}
    )


@letter("join", secret=True)
def join(message):
    """The code for joining. The owner of an address with an account is told so, and gets in by the code."""
    if _too_late(message):
        return None
    known = Participant.objects.by_address(message.address).exists()
    template = "account_already_exists" if known else "email_confirmation_signup"
    return Letter(f"account/email/{template}", {"code": message.about["code"]})
