"""The providers of video calls, by the host of the URL, and numbers to dial in. No database."""

import re
from urllib.parse import urlsplit

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
_NUMBER = re.compile(r"\+?[0-9][0-9 ().\u00a0-]*", re.ASCII)


def telephone(text):
    """Return the "tel:" address of a text that begins with a number; "" for any other (RFC 3966)."""
    found = _NUMBER.match(text)
    digits = "".join(sign for sign in found[0] if sign.isdigit()) if found else ""
    return f"tel:{'+' if text.startswith('+') else ''}{digits}" if 5 <= len(digits) <= 15 else ""


def service(address):
    """Return the name of the provider, "Zoom"; "" if it is unknown."""
    host = (urlsplit(address).hostname or "").lower()
    for ending, name in SERVICES.items():
        if host == ending or host.endswith(f".{ending}"):
            return name
    return "Jitsi Meet" if host.startswith("jitsi.") else ""
