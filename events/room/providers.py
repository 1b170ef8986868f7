"""Whose video calls these are, by their addresses. No database."""

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
    """The name of the service that offers a room: "Zoom"; empty where it is another."""
    host = (urlsplit(address).hostname or "").lower()
    for ending, name in SERVICES.items():
        if host == ending or host.endswith(f".{ending}"):
            return name
    return "Jitsi Meet" if host.startswith("jitsi.") else ""
