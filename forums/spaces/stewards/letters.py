from django.utils.translation import gettext_lazy as _

from forums.models import Membership
from mailing.registry import Letter, everyone, letter, places


@letter("steward-named", label=_("I keep a space now"), may_wait=True, reaches=everyone)
def steward_named(message):
    """None where they keep it no longer. Whoever named them is not told of."""
    mine = Membership.objects.stewards().filter(participant=message.recipient)
    membership = mine.filter(pk=message.about["membership"]).select_related("forum").first()
    if membership is None:
        return None
    forum = membership.forum
    context = {"forum": forum, "address": forum.address_outside("stewards")}
    return Letter("forums/email/steward_named", context)


@letter("steward-ended", label=_("I keep a space no longer"), may_wait=True, reaches=everyone)
def steward_ended(message):
    """None where they keep it again, or left. Whoever took it back is not told of."""
    mine = Membership.objects.filter(participant=message.recipient, moderates=False)
    membership = mine.filter(pk=message.about["membership"]).select_related("forum").first()
    if membership is None:
        return None
    forum = membership.forum
    return Letter("forums/email/steward_ended", {"forum": forum, "address": forum.address_outside("about")})


def _page_of(person, pk):
    mine = Membership.objects.filter(participant=person, pk=pk).select_related("forum").first()
    return mine.forum.address_outside("stewards" if mine.moderates else "about") if mine else ""


places.add("membership", _page_of)
