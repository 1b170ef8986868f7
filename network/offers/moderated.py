"""Registers offers and needs with moderation: they are reported to the moderators of the site."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.registry import kinds, of_the_site
from network.models import Offer
from network.offers import offers

kinds.declare(
    of_the_site(
        "offer",
        Offer,
        heading=_("Hidden offers and needs"),
        row="network/offers/_moderated.html",
        things=lambda: Offer.objects.for_page().select_related("hidden_by"),
        visible_to=Offer.objects.visible_to,
        moderated_by=Offer.objects.moderated_by,
        hide=offers.hide,
        show=offers.show,
        question=lambda offer: gettext("Hide this line?"),
        report_heading=_("Report an offer or a need"),
        reported=_("An offer or a need was reported"),
        place=lambda offer: gettext("A line by %(name)s in the directory") % {"name": offer.participant},
        title=lambda offer: offer.text,
    )
)
