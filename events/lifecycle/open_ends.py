"""Declares what is asked of a person and not yet answered: a role in a co-lab."""

from django.utils.translation import gettext as _

from events.models import RoleOffer
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source


def offers(person):
    """Return the roles a person is asked to take. A mail has said so at once: no note does."""
    rows = RoleOffer.objects.open().to(person).for_page()
    return [_end(offer) for offer in rows]


def _end(offer):
    text = _("%(name)s asks you to take over") if offer.hands_over else _("%(name)s asks you to help")
    subject = offer.colab.title if offer.colab.words_leave else ""
    due, language = offer.offered_at.date(), offer.colab.language
    return OpenEnd(subject, text % {"name": offer.by}, offer.get_absolute_url(), due, language, in_note=False)


registry.sources.add("offers of roles", Source(offers))
