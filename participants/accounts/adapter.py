"""The adapter for django-allauth: its mails are messages of the outbox."""

from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string

from core.text import mailboxes
from core.web.addresses import is_ours
from mailing import outbox
from participants.accounts import devices
from participants.models import Participant

# The text values of allauth's contexts. The others are objects, which a row cannot hold.
TEXT_VALUES = (
    "code",
    "deleted_email",
    "from_email",
    "password_reset_url",
    "signup_url",
    "to_email",
)
RESET_LIFE = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


class Accounts(DefaultAccountAdapter):
    def is_safe_url(self, url):
        """Return whether `next` may lead there: the rule of every other page."""
        return is_ours(context.request, url)

    def send_mail(self, template_prefix, email, context):
        values = {name: _ours(str(context[name])) for name in TEXT_VALUES if name in context}
        write("account", email, life=_life(template_prefix), template=template_prefix, **values)

    def get_client_ip(self, request):
        """Count a known device by itself, whatever its network does (R-KNOWN-DEVICE)."""
        return devices.at_the_door(request) or _plain(super().get_client_ip(request))

    def pre_authenticate(self, request, **credentials):
        """Count wrong passwords of a known device by themselves (R-KNOWN-DEVICE)."""
        device = devices.known(request, credentials.get("email", ""))
        if not device:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed_by_device", key=device
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def get_password_change_redirect_url(self, request):
        return reverse("participants:me")

    def post_login(self, request, user, **about):
        response = super().post_login(request, user, **about)
        devices.remember(request, response, user)
        return response


def write(kind, address, *, life=RESET_LIFE, **about):
    """Post a letter about an account, to an address that may have none.

    The work is the same for known and unknown addresses: one query, one row. After `life` (a timedelta) the
    letter is useless and is not sent.
    """
    address = mailboxes.same(address)
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


def _ours(value):
    """Put the site's own address before a path, whatever host the request named."""
    parts = urlsplit(value)
    return settings.SITE_URL + parts._replace(scheme="", netloc="").geturl() if parts.netloc else value


def _plain(address):
    """Return the IPv4 address within an IPv6 one, so that not all of them share one /64."""
    try:
        found = ip_address(address)
    except ValueError:  # a proxy wrote "unknown", or a port
        return address
    return str(getattr(found, "ipv4_mapped", None) or found)


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
        return timedelta(seconds=app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
    return RESET_LIFE
