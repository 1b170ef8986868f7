from django.utils.translation import gettext_lazy as _

from mailing.registry import Letter, everyone, letter
from participants.open_ends import registry


@letter(
    "open-ends",
    label=_("Once a week: what I wanted to do, and what is left to write"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def open_ends(message):
    """Composed when it is sent; None where nothing is left (R-ONE-WEEKLY-NOTE)."""
    ends = registry.for_note(message.recipient)
    return Letter("participants/email/open_ends", {"ends": ends}) if ends else None
