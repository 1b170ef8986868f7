from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models import Membership
from mailing.registry import Letter, everyone, letter, places


@letter("steward-named", label=_("I keep a space now"), may_wait=True, reaches=everyone)
def steward_named(message):
    """None where they keep it no longer. Whoever named them is not told of."""
    mine = Membership.objects.stewards().filter(participant=message.recipient)
    membership = mine.filter(pk=message.about["membership"]).select_related("forum").first()
    return Letter("forums/email/steward_named", {"forum": membership.forum}) if membership else None


def _page_of(person, pk):
    mine = Membership.objects.stewards().filter(participant=person, pk=pk).select_related("forum").first()
    return reverse("forums:stewards", args=[mine.forum.slug]) if mine else ""


places.add("membership", _page_of)
