from django.utils.translation import gettext_lazy as _

from forums.models import Membership, Principles
from mailing.registry import Letter, everyone, letter, places
from participants.models import Participant


def _members(about):
    """Return the members of the space of a proposal, beside whoever made it."""
    proposal = Principles.objects.get(pk=about["principles"])
    inside = Membership.objects.filter(forum=proposal.forum_id).values("participant")
    return Participant.objects.active().filter(pk__in=inside).exclude(pk=proposal.proposed_by_id)


def _standing(person, pk):
    """Return a proposal of a space that somebody is in, None where it stands no more."""
    rows = Principles.objects.standing().filter(forum__memberships__participant=person, pk=pk)
    return rows.select_related("forum").first()


@letter(
    "principles-proposed",
    label=_("Somebody proposes how we treat one another in a space of mine"),
    optional=True,
    may_wait=True,
    recipients=_members,
    reaches=everyone,
)
def principles_proposed(message):
    """None once it is adopted or taken back. The text stays where words do not leave (R-WORDS-STAY)."""
    proposal = _standing(message.recipient, message.about["principles"])
    if proposal is None:
        return None
    context = {"proposal": proposal, "address": proposal.forum.address_outside("principles")}
    return Letter("forums/email/principles_proposed", context)


def _page_of(person, pk):
    proposal = _standing(person, pk)
    return proposal.forum.address_outside("principles") if proposal else ""


places.add("principles", _page_of)
