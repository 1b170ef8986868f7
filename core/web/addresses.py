"""Validation of addresses that are typed or come with a request."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


def check_https(address):
    """Raise ValidationError unless this is an https address with a host and without user info."""
    if any(character.isspace() or not character.isprintable() for character in address):
        raise ValidationError(_("The address contains a space or a character that cannot be seen."))
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
        parts = None
    if parts is None or parts.scheme != "https":
        raise ValidationError(_("The room needs an address that begins with https://."))
    if not host or "\\" in address:
        raise ValidationError(_("The address names no host."))
    if "@" in parts.netloc:
        raise ValidationError(_("The address must not contain a name or a password before the host."))


def is_ours(request, address):
    return "/" in address and url_has_allowed_host_and_scheme(  # a bare word would be taken for a view
        address, {request.get_host()}, require_https=request.is_secure()
    )
