"""What `manage.py check` says of rooms of the site's own (R-OWN-ROOMS)."""

from django.conf import settings
from django.core.checks import Warning as Warned

from events.room import own_rooms


def check_own_rooms(**about):
    """Warn of a template that makes no rooms, and of passes that are made for none."""
    found = []
    if problem := own_rooms.what_is_wrong(settings.ROOM_URL_TEMPLATE):
        hint = "Until then organizers paste the address of a room."
        found.append(Warned(f"ROOM_URL_TEMPLATE: {problem}", hint=hint, id="events.W001"))
    if settings.ROOM_JWT and not own_rooms.are_made():
        text = "ROOM_JWT: passes are made for rooms of ROOM_URL_TEMPLATE only."
        found.append(Warned(text, id="events.W002"))
    return found
