"""Principles by consent: proposing, saying what one thinks of it, and what is adopted or lapses.

See R-ONE-PROPOSAL, R-CONCERN-STOPS, R-VERSIONS-READABLE and R-SEAT-AGREES.
"""

from datetime import timedelta
from enum import Enum

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core import pruning
from core.database.rows import one_by_one
from core.text.markup import render
from core.web import refusals
from forums.models import Forum, Principles, Voice
from mailing import outbox
from participants import limits

NEEDED = 3  # who agree; all, in a space of fewer members
LAPSES = timedelta(days=28)  # after the last word about a proposal
AGAIN = timedelta(days=1)  # after which the same concern is said anew, and no second press
KEPT = timedelta(days=365)  # after it was withdrawn


class Refused(refusals.Refused):
    """Why something is not proposed or said; the text is for the person."""


def in_force(forum):
    """Return the version that holds in a space, or None."""
    return forum.principles.in_force().first()


def standing(forum):
    return forum.principles.standing().with_voices(members=True).select_related("proposed_by").first()


def needed(forum):
    """Return how many have to agree: three, or all where there are fewer members."""
    some = forum.memberships.filter(participant__is_active=True).values_list("pk", flat=True)[:NEEDED]
    return max(len(some), 1)


@transaction.atomic
def propose(forum, by, text, change_note="", language="en"):
    """Propose principles, or in place of one's own proposal another text. Return the proposal.

    Whoever proposes agrees. Members are told; of another text, those who said something of the one before.
    What they said does not go over to it. Idempotent. Raise Refused, and limits.Refused.
    """
    forum = Forum.objects.select_for_update(no_key=True).get(pk=forum.pk)
    _require_member(forum, by)
    before = forum.principles.standing().select_for_update(no_key=True, of=("self",)).first()
    if before and (before.text, before.change_note) == (text, change_note):
        return before
    if before and before.proposed_by_id != by.pk:
        raise Refused(_("There is a proposal already. Answer it first: there is one at a time."))
    if (held := in_force(forum)) and held.text == text:
        raise Refused(_("This is what holds already. Change the text that you want to change."))
    limits.spend(by, "proposal")
    if before:
        _withdraw(before)
    words = {"text": text, "html": render(text), "change_note": change_note, "language": language}
    first = before and (before.first or before)
    made = Principles.objects.create(forum=forum, proposed_by=by, first=first, **words)
    Voice.objects.create(principles=made, participant=by, agrees=True)
    outbox.post_to_all("principles-proposed", f"principles-proposed:{made.pk}", principles=made.pk)
    return made


def _require_member(forum, person):
    if not forum.memberships.filter(participant=person).exists():
        raise Refused(_("Its members say how they treat one another. Join this space first."))


def _locked(proposal):
    """Return it with its row locked, in a transaction. Raise Refused where it does not stand any more."""
    rows = Principles.objects.select_for_update(no_key=True, of=("self",)).select_related("forum")
    found = rows.get(pk=proposal.pk)
    if not found.stands:
        raise Refused(_("This proposal does not stand any more. Look at what holds now."))
    return found


@transaction.atomic
def say(proposal, person, *, agrees, concern=""):
    """Agree, or have a concern, and tell whoever proposed it of the first one. Return the Voice.

    Idempotent; a concern that is said again on another day counts anew. Raise Refused, and limits.Refused.
    """
    proposal = _locked(proposal)
    _require_member(proposal.forum, person)
    if proposal.is_hidden:
        raise Refused(_("A moderator has hidden this proposal. Nobody answers it until it is shown again."))
    if not agrees and not concern:
        raise Refused(_("Say what your concern is: it stops the proposal until it is answered."))
    said, now = {"agrees": agrees, "concern": "" if agrees else concern}, timezone.now()
    mine = proposal.voices.filter(participant=person)
    if (same := mine.filter(**said).first()) and (agrees or same.said_at > now - AGAIN or same.is_hidden):
        return _unless_hidden(same)
    limits.spend(person, "answer")
    for hidden in mine.exclude(hidden_at=None):
        hidden.delete()  # other words are no longer what was hidden
    voice, _is_new = proposal.voices.update_or_create(participant=person, defaults=said | {"said_at": now})
    _tell_of_a_concern(proposal, voice)
    return voice


def _unless_hidden(voice):
    if voice.is_hidden and not voice.agrees:
        raise Refused(_("A moderator has hidden this concern. Say it in other words."))
    return voice


def _tell_of_a_concern(proposal, voice):
    """Tell whoever made the proposal of its first concern, once."""
    by = proposal.proposed_by
    if not voice.agrees and by and by.pk != voice.participant_id:
        key = f"principles-concern:{proposal.pk}:{by.pk}"
        outbox.post("principles-concern", by, key, before=proposal.closes_at, principles=proposal.pk)


@transaction.atomic
def unsay(proposal, person):
    """Take back what one said. Idempotent. Raise Refused where it is adopted or withdrawn."""
    _locked(proposal).voices.filter(participant=person).delete()


def may_withdraw(proposal, person):
    """Return whether somebody may take a proposal back: whoever made it, and stewards."""
    is_mine = person.is_authenticated and proposal.proposed_by_id == person.pk
    return is_mine or Forum.objects.moderated_by(person).filter(pk=proposal.forum_id).exists()


@transaction.atomic
def withdraw(proposal, by):
    """Take a proposal back, and tell whoever said something of it. Idempotent.

    Raise Refused for others, and where it is adopted.
    """
    if not may_withdraw(proposal, by):
        raise Refused(_("Only whoever proposed it and the stewards can take it back."))
    if not Principles.objects.filter(pk=proposal.pk, withdrawn_at__isnull=False).exists():
        _withdraw(proposal := _locked(proposal))
        _tell_what_became(proposal, "withdrawn", by)


def _withdraw(proposal):
    proposal.withdrawn_at = timezone.now()
    proposal.save(update_fields=["withdrawn_at"])


def _tell_what_became(proposal, how, by=None):
    """Tell once what became of a proposal: it is "adopted", "lapsed" or "withdrawn" by somebody."""
    about = {"principles": proposal.pk, "how": how, "by": by and by.pk}
    outbox.post_to_all("principles-settled", f"principles-settled:{proposal.pk}", **about)


def agree(forum, person, number=None):
    """Keep that who takes a seat agrees to a version, or to what holds (R-SEAT-AGREES). Idempotent."""
    if held := forum.principles.in_force().filter(number=number).first() or in_force(forum):
        voice, _is_new = Voice.objects.get_or_create(
            principles=held, participant=person, defaults={"agrees": True}
        )
        if not voice.agrees:
            voice.agrees, voice.concern, voice.said_at = True, "", timezone.now()
            voice.save(update_fields=["agrees", "concern", "said_at"])


# --- What time brings


def settle_due():
    """Adopt what no concern stops; what nobody answers lapses. Return a Tally. Idempotent."""
    now = timezone.now()
    due = Principles.objects.standing().filter(closes_at__lte=now)
    return one_by_one("proposals of principles", due, lambda proposal: _settle(proposal, now))


@transaction.atomic
def _settle(proposal, now):
    try:
        proposal = _locked(proposal)
    except Refused:
        return 0
    if waits_for(proposal, now) is Waits.NOTHING:
        _adopt(proposal, now)
        _tell_what_became(proposal, "adopted")
        return 1
    if lapses_at(proposal) <= now:
        _withdraw(proposal)
        _tell_what_became(proposal, "lapsed")
        return 1
    return 0


class Waits(Enum):
    """What a proposal waits for before it is adopted."""

    MODERATORS = "moderators"  # they have hidden it
    TIME = "time"
    CONCERN = "concern"
    AGREEMENT = "agreement"
    NOTHING = "nothing"  # the next run adopts it


def waits_for(proposal, now):
    """Return the first of what a proposal waits for."""
    if proposal.is_hidden:
        return Waits.MODERATORS
    if proposal.closes_at > now:
        return Waits.TIME
    if proposal.voices.stopping(now).exists():
        return Waits.CONCERN
    agreeing = proposal.voices.of_members().filter(agrees=True).count()
    return Waits.NOTHING if agreeing >= needed(proposal.forum) else Waits.AGREEMENT


def lapses_at(proposal):
    """Return when a proposal lapses if nobody but whoever made it says another word."""
    others = proposal.voices.filter(hidden_at=None).exclude(participant=proposal.proposed_by_id)
    said = others.aggregate(at=Max("said_at"))["at"]
    return max(said or proposal.proposed_at, proposal.proposed_at) + LAPSES


def _adopt(proposal, now):
    last = proposal.forum.principles.aggregate(last=Max("number"))["last"] or 0
    proposal.number, proposal.adopted_at = last + 1, now
    proposal.save(update_fields=["number", "adopted_at"])


def prune():
    """Delete proposals that were withdrawn a year ago."""
    return Principles.objects.filter(withdrawn_at__lt=timezone.now() - KEPT).delete()[0]


pruning.steps.add("withdrawn proposals of principles", prune)
