"""Rooms whose address we make, on a server of video calls that has a room for any address, such as Jitsi.

`settings.ROOM_URL_TEMPLATE` is an address with "{token}" where the secret stands (R-OWN-ROOMS). No database.
"""

import hashlib
import re
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.web.addresses import check_https

PLACE = "{token}"
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # Jitsi knows no capitals
LENGTH = 28  # of five bits each: 140
LONGEST = 500  # an address, in CoLab.room_url


def what_is_wrong(template: str) -> str:
    """Return a sentence for whoever runs the site; "" where rooms can be made, or none are wanted."""
    if not template:
        return ""
    if template.count(PLACE) != 1 or set("{}") & set(template.replace(PLACE, "")):
        return _("It needs {token} exactly once, and no other braces.")
    try:
        check_https(template.replace(PLACE, LETTERS))
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    if PLACE not in urlsplit(template).path:
        return _("{token} has to stand in the path of the address, behind the host.")
    if len(template) + LENGTH > LONGEST:
        return _("The address is too long.")
    return ""


def are_made() -> bool:
    return bool(settings.ROOM_URL_TEMPLATE) and not what_is_wrong(settings.ROOM_URL_TEMPLATE)


def are_broken() -> bool:
    """Return whether rooms are wanted and cannot be made: their addresses are pasted meanwhile."""
    return bool(what_is_wrong(settings.ROOM_URL_TEMPLATE))


def new() -> str:
    """Return the address of a new room. Ask `are_made` before."""
    token = "".join(secrets.choice(LETTERS) for _number in range(LENGTH))
    return settings.ROOM_URL_TEMPLATE.replace(PLACE, token)


def name_of(address: str) -> str:
    """Return the name of a room of ours, the segment of the path that holds the token; "" for any other."""
    if not (are_made() and _pattern().fullmatch(address)):
        return ""
    before = settings.ROOM_URL_TEMPLATE.partition(PLACE)[0]
    start = before.rindex("/") + 1
    return re.split(r"[/?#]", address[start:])[0]


def is_ours(address: str) -> bool:
    return bool(name_of(address))


def mark_of(address: str) -> str:
    """Return what a form may say of an address, to tell whether it is still the same."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _pattern() -> re.Pattern[str]:
    before, _place, after = settings.ROOM_URL_TEMPLATE.partition(PLACE)
    return re.compile(f"{re.escape(before)}[{LETTERS}]{{{LENGTH}}}{re.escape(after)}")
