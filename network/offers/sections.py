"""Declares what this part has of a person’s page: what they could give, and what they look for."""

from django.utils.translation import gettext_lazy as _

from core.text import fulltext
from network.models import Offer
from participants.profiles.sections import Section, sections


def _offers(person, reader):
    open_ones = Offer.objects.of(person).open().filter(hidden_at=None)
    return open_ones.for_page().order_by("is_need", "-created_at", "-pk")


def _with(words, reader):
    shown = Offer.objects.open().filter(fulltext.matches(words), hidden_at=None)
    return shown.filter(participant__listed=True, participant__is_active=True).values("participant")


sections.add(
    "offers",
    Section(
        heading=_("Offers and needs"),
        place=20,
        template="network/offers/_section.html",
        rows=_offers,
        found=_with,
    ),
)
