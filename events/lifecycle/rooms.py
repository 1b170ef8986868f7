"""Another address for a room that somebody may know who lost their seat or role (R-ROOM-RENEWED)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.web.addresses import check_https
from events.lifecycle import checks
from events.models.locking import holding


def change(colab, by, address):
    """Give the room another address. Idempotent; people come in by the same button. Raise checks.Refused."""
    with holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        checks.require_not_over(colab)
        try:
            check_https(address)
        except ValidationError as refusal:
            raise checks.Refused({"room_url": refusal}) from refusal
        if address == colab.room_url and colab.room_exposed_at:
            raise checks.Refused({"room_url": _("This is the address that the room has today.")})
        colab.room_url, colab.room_exposed_at = address, None
        colab.save(update_fields=["room_url", "room_exposed_at"])


def keep(colab, by):
    """Leave the address of the room as it is. Idempotent."""
    with holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        colab.room_exposed_at = None
        colab.save(update_fields=["room_exposed_at"])
