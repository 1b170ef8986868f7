"""Who is told that a co-lab is announced: each person once, by the most specific kind (R-TOLD-ONCE).

Who is concerned is asked by queries, so that their number may be any (R-ONE-STATEMENT).
"""

from functools import partial

from django.db.models import Q

from core.registry import Registry
from events.models import CoLab
from forums.models import Membership, Nomination, Watch
from forums.topics import watches
from mailing import outbox
from participants.models import Participant

# {kind of mail: function of a co-lab that returns the keys of the people it writes to, as a queryset}; what
# is declared by other parts is more specific than all kinds of ours.
elsewhere = Registry("who is told of a co-lab by another part")


def _author(colab):
    return Participant.objects.filter(pk=colab.topic.author_id).values("pk")


def _nominators(colab):
    return Nomination.objects.filter(topic=colab.topic_id).values("participant")


def _watching(colab):
    return watches.for_topic(colab.topic).values("participant")


def _members(colab):
    return Membership.objects.filter(forum=colab.topic.forum_id).values("participant")


KINDS = {  # the most specific first
    "announced-my-topic": _author,
    "announced": _nominators,
    "announced-watched": _watching,
    "announced-in-space": _members,
}


def tell(colab):
    """Post the messages. One key for all kinds: nobody can get two."""
    for kind in KINDS:
        outbox.post_to_all(kind, f"announced:{colab.pk}", before=colab.starts_at, colab=colab.pk)


def _recipients(kind, about):
    """Return those whom this kind concerns and no more specific one that they want.

    They read the space and have no role, which has a message of its own.
    """
    colab = CoLab.objects.select_related("topic__forum").filter(pk=about["colab"]).first()
    if colab is None:
        return Participant.objects.none()
    people = Participant.objects.active().filter(pk__in=KINDS[kind](colab))
    if not colab.topic.forum.is_public:
        people = people.filter(pk__in=_members(colab))
    told = Q(pk__in=[pk for role in CoLab.ROLES if (pk := getattr(colab, f"{role}_id"))])
    for other, concerned in _more_specific(kind).items():
        told |= Q(pk__in=concerned(colab)) & ~Q(notices_off__contains=[other])
    return people.exclude(told)


def _more_specific(kind):
    ours = list(KINDS)
    return dict(elsewhere) | {other: KINDS[other] for other in ours[: ours.index(kind)]}


def recipients(kind):
    """Return the function of `about` that a kind of KINDS is declared with."""
    return partial(_recipients, kind)


def reason(kind, colab, person):
    """Return why this kind still concerns a person: a word for its templates, or "" if it does not."""
    if kind == "announced-watched":
        return _watched(colab, person)
    words = {"announced-my-topic": "author", "announced": "nominated", "announced-in-space": "member"}
    return words[kind] if Participant.objects.filter(pk__in=KINDS[kind](colab), pk=person.pk).exists() else ""


def _watched(colab, person):
    """Return the most specific of what they watch: "topic", "space", "tag" or ""."""
    mine = Watch.objects.filter(pk__in=watches.for_topic(colab.topic).values("pk"), participant=person)
    found = {"topic" if watch.topic_id else "space" if watch.forum_id else "tag" for watch in mine}
    return next((word for word in ("topic", "space", "tag") if word in found), "")
