"""The providers of video calls, by the host of the URL. No database."""

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


def service(address):
    """Return the name of the provider, "Zoom"; "" if it is unknown."""
    host = (urlsplit(address).hostname or "").lower()
    for ending, name in SERVICES.items():
        if host == ending or host.endswith(f".{ending}"):
            return name
    return "Jitsi Meet" if host.startswith("jitsi.") else ""
