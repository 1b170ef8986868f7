"""The adapter for django-allauth: its mails are messages of the outbox."""

from datetime import timedelta

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.utils import timezone, translation
from django.utils.crypto import get_random_string

from mailing import outbox
from participants.models import Participant

# The text values of allauth's contexts. The others are objects, which a row cannot hold.
TEXT_VALUES = (
    "activate_url",
    "code",
    "deleted_email",
    "from_email",
    "password_reset_url",
    "signup_url",
    "to_email",
)
RESET_LIFE = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


class Accounts(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        for name, value in form.fields_of_person().items():
            setattr(user, name, value)
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix, email, context):
        values = {name: str(context[name]) for name in TEXT_VALUES if name in context}
        write("account", email, life=_life(template_prefix), template=template_prefix, **values)


def write(kind, address, *, life=RESET_LIFE, **about):
    """Post a letter about an account, to an address that may have none.

    The work is the same for known and unknown addresses: one query, one row. After `life` (a timedelta) the
    letter is useless and is not sent.
    """
    address = address.lower()
    return outbox.post(
        kind,
        _reader(address),
        f"{kind}:{get_random_string(32)}",
        address=address,
        until=(timezone.now() + life).isoformat(),
        language=translation.get_language(),
        zone=timezone.get_current_timezone_name(),
        **about,
    )


def _reader(address):
    """Return the signed-in user, else the owner of the address, else None."""
    person = getattr(context.request, "user", None)
    if person is not None and person.is_authenticated:
        return person
    return Participant.objects.by_address(address).first()


def _life(template):
    if template == "account/email/login_code":
        return timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)
    if template.startswith("account/email/email_confirmation"):
        return timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)
    return RESET_LIFE
