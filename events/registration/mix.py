"""From where the people of a co-lab come, so that it is not one circle among itself (R-MIX)."""

from dataclasses import dataclass

from django.db.models import Value

from core.few import FEWEST, is_told
from events.models import Attendance, CoLab
from forums import kinds
from forums.models import Membership, Nomination
from participants import regions
from participants.models import Participant

MISSING = 5  # districts that are named
LOOKED_AT = 200  # members of the space, the newest


@dataclass(frozen=True)
class Mix:
    """Of `people` with a seat: names of their districts, organizations and regions, in order.

    `new` of them were never at a co-lab: 0, all, or a number that tells of four and more on either side; else
    None: some.
    """

    people: int
    districts: list
    organizations: list
    regions: list
    new: int | None


def of(colab, seated):
    """Return the Mix of Participants with a seat; None where nobody is named, or of fewer than four."""
    if colab.topic.forum.unattributed or len(seated) < FEWEST:
        return None
    came = Attendance.objects.came().filter(participant__in=[one.pk for one in seated])
    named = CoLab.objects.held().filter(topic__forum__kind__in=kinds.where(names_authors=True))
    earlier = came.filter(colab__in=named.values("pk")).exclude(colab=colab)
    new = len(seated) - len(set(earlier.values_list("participant", flat=True)))
    return Mix(
        people=len(seated),
        districts=_named(one.district for one in seated),
        organizations=_named(one.organization for one in seated),
        regions=_named(str(regions.name(one.region, one.country)) for one in seated),
        new=new if is_told(new, len(seated)) else None,
    )


def _named(names):
    return sorted({name for name in names if name})


def missing(colab, seated):
    """Return districts of people of the directory who want the topic, or are members, and have no seat.

    At most MISSING, those of people who want it first; none where nobody is named.
    """
    if colab.topic.forum.unattributed:
        return []
    there = {one.district for one in seated}
    people = Participant.objects.in_directory().exclude(district="").order_by()
    wanting = Nomination.objects.filter(topic=colab.topic_id).values("participant")
    newest = Membership.objects.filter(forum=colab.topic.forum_id).order_by("-joined_at")
    members = newest.values("participant")[:LOOKED_AT]
    first, then = (
        people.filter(pk__in=keys).annotate(turn=Value(turn)).values_list("turn", "district")
        for turn, keys in enumerate((wanting, members))
    )
    names = dict.fromkeys(name for _turn, name in sorted(first.union(then)))  # each once, at its first turn
    return [name for name in names if name not in there][:MISSING]
