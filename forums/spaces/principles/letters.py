from django.utils.translation import gettext_lazy as _

from forums.models import Membership, Principles, Voice
from mailing.registry import Letter, everyone, letter, places
from participants.models import Participant


def _inside(proposal):
    """Return the people who are in the space of a proposal."""
    inside = Membership.objects.filter(forum=proposal.forum_id).values("participant")
    return Participant.objects.active().filter(pk__in=inside)


def _answered(proposal):
    """Return the keys of those who said something of a proposal, or of a text in whose place it was put."""
    return Voice.objects.filter(principles__in=Principles.objects.series(proposal)).values("participant")


def _asked(about):
    """Return whom a proposal is told to: all; where it replaced another, those who had answered that."""
    proposal = Principles.objects.get(pk=about["principles"])
    people = _inside(proposal).exclude(pk=proposal.proposed_by_id)
    return people.filter(pk__in=_answered(proposal)) if proposal.first_id else people


def _concerned(about):
    """Return whom it is told to what became of a proposal: all of what holds, else those who answered it."""
    proposal = Principles.objects.get(pk=about["principles"])
    people = _inside(proposal)
    if about["how"] == "adopted":
        return people
    answered = people.filter(pk__in=_answered(proposal))
    made = people.filter(pk=proposal.proposed_by_id)
    return (answered | made).exclude(pk=about["by"])


def _of_spaces_of(person):
    rows = Principles.objects.filter(forum__memberships__participant=person)
    return rows.select_related("forum")


def _letter(name, proposal, **more):
    """Return a Letter; no text leaves where words stay (R-WORDS-STAY), and none that is hidden."""
    context = {
        "proposal": proposal,
        "address": proposal.forum.address_outside("principles"),
        "words_leave": proposal.forum.rules.words_leave and not proposal.is_hidden,
    }
    return Letter(f"forums/email/{name}", context | more)


@letter(
    "principles-proposed",
    label=_("Somebody proposes how we treat one another in a space of mine"),
    optional=True,
    may_wait=True,
    recipients=_asked,
    reaches=everyone,
)
def principles_proposed(message):
    """None once it is adopted, hidden or taken back.

    Of a text that was replaced meanwhile, whoever has said nothing yet is told what stands in its place.
    """
    person, told = message.recipient, message.about["principles"]
    about = Principles.objects.filter(pk=told).first()
    series = Principles.objects.series(about) if about else Principles.objects.none()
    proposal = _of_spaces_of(person).standing().filter(pk__in=series.values("pk"), hidden_at=None).first()
    if proposal is None:
        return None
    has_answered = Voice.objects.filter(principles__in=series, participant=person).exists()
    if proposal.pk != told and has_answered:
        return None  # a mail about that text is theirs
    return _letter("principles_proposed", proposal, is_another=has_answered)


@letter(
    "principles-concern",
    label=_("Somebody has a concern about principles that I proposed"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def principles_concern(message):
    """None where the proposal does not stand any more, or nobody has a concern."""
    proposal = _of_spaces_of(message.recipient).standing().filter(pk=message.about["principles"]).first()
    others = proposal.voices.stopping().exclude(participant=message.recipient) if proposal else None
    voice = others.order_by("said_at", "pk").first() if others is not None else None
    return _letter("principles_concern", proposal, voice=voice) if voice else None


@letter(
    "principles-settled",
    label=_("What became of principles that were proposed in a space of mine"),
    optional=True,
    may_wait=True,
    recipients=_concerned,
    reaches=everyone,
)
def principles_settled(message):
    """None where what was adopted does not hold any more."""
    proposal = _of_spaces_of(message.recipient).filter(pk=message.about["principles"]).first()
    how = message.about["how"]
    if proposal is None or proposal.stands:
        return None
    if how == "adopted" and proposal.forum.principles.in_force().first() != proposal:
        return None
    is_mine = proposal.proposed_by_id == message.recipient.pk
    return _letter("principles_settled", proposal, how=how, is_mine=is_mine)


def _page_of(person, pk):
    proposal = _of_spaces_of(person).filter(pk=pk).first()
    return proposal.forum.address_outside("principles") if proposal else ""


places.add("principles", _page_of)
