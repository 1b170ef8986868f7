"""Addresses of video calls: which are accepted, and whose they are. No database."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SERVICES = {
    "webex.com": "Webex",
    "teams.microsoft.com": "Microsoft Teams",
    "teams.live.com": "Microsoft Teams",
    "teams.cloud.microsoft": "Microsoft Teams",
    "zoom.us": "Zoom",
    "zoom.com": "Zoom",
    "zoomgov.com": "Zoom",
    "meet.google.com": "Google Meet",
    "meet.jit.si": "Jitsi Meet",
    "8x8.vc": "Jitsi Meet",
}


def check_address(address):
    """Raise ValidationError unless this is an https address with a host and nothing hidden in it."""
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


def service(address):
    """The name of the service that offers a room: "Zoom"; empty where it is another."""
    host = (urlsplit(address).hostname or "").lower()
    for ending, name in SERVICES.items():
        if host == ending or host.endswith(f".{ending}"):
            return name
    return "Jitsi Meet" if host.startswith("jitsi.") else ""
