"""Registers offers and needs with moderation: they are reported to the moderators of the site."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.registry import Kind, kinds
from network.models import Offer
from network.offers import offers
from participants.models import Participant

kinds.declare(
    Kind(
        "offer",
        Offer,
        heading=_("Hidden offers and needs"),
        row="network/offers/_moderated.html",
        things=lambda: Offer.objects.for_page().select_related("hidden_by"),
        visible_to=Offer.objects.visible_to,
        moderated_by=Offer.objects.moderated_by,
        moderates=lambda person: person.is_moderator,
        hide=offers.hide,
        show=offers.show,
        question=lambda offer: gettext("Hide this line?"),
        moderators=lambda offer: Participant.objects.active().filter(is_moderator=True),
        report_heading=_("Report an offer or a need"),
        reported=_("An offer or a need was reported"),
        place=lambda offer: gettext("A line by %(name)s in the directory") % {"name": offer.participant},
        title=lambda offer: offer.text,
        of_a_forum=False,
    )
)
