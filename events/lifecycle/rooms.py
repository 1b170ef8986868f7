"""Another address for a room that somebody may know who lost their seat or role (R-ROOM-RENEWED)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.web.addresses import check_https
from events.lifecycle import checks
from events.models.locking import holding
from events.room import own_rooms


def renew(colab, by, mark):
    """Make a new room, whose number to dial in is not known. Idempotent: `mark` is of the room before."""
    with holding(colab) as colab:
        if own_rooms.mark_of(colab.room_url) == mark:
            change(colab, by, own_rooms.new(), made=True)


def change(colab, by, address, dial_in="", *, made=False):
    """Give the room another address, and number to dial in. Idempotent. Raise checks.Refused.

    People come in by the same button. `made`: by us.
    """
    with holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        checks.require_not_over(colab)
        try:
            check_https(address)
        except ValidationError as refusal:
            raise checks.Refused({"room_url": refusal}) from refusal
        if not made:
            checks.refuse(checks.room_errors(colab.room_url, address))
        if address == colab.room_url and colab.room_exposed_at:
            raise checks.Refused({"room_url": _("This is the address that the room has today.")})
        colab.room_url, colab.dial_in, colab.room_exposed_at = address, dial_in, None
        colab.save(update_fields=["room_url", "dial_in", "room_exposed_at"])


def keep(colab, by):
    """Leave the address of the room as it is. Idempotent."""
    with holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        colab.room_exposed_at = None
        colab.save(update_fields=["room_exposed_at"])
