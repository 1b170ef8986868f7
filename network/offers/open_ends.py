"""Declares offers and needs that end soon, or have ended without a word (R-OFFERS-END)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Offer
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

BEFORE, AFTER = timedelta(days=14), timedelta(days=28)


def _ending():
    now = timezone.now()
    return Offer.objects.filter(until__lte=now + BEFORE, until__gt=now - AFTER, hidden_at=None)


def of(person):
    return [_end(offer) for offer in _ending().filter(participant=person).order_by("until")]


def _end(offer):
    text = _("Do you still look for this?") if offer.is_need else _("Do you still offer this?")
    return OpenEnd(offer.text, text, offer.get_absolute_url(), (offer.until - BEFORE).date(), offer.language)


def people():
    return _ending().values_list("participant", flat=True)


registry.sources.add("offers", Source(of, people))
