"""Members of a space who have said that they would facilitate an hour, or harvest it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery

from events.models import CoLab
from forums.models import Forum, Membership

MOST = 3  # people who are offered


def volunteers(colab):
    """Return {role: names} of members of its space who would facilitate, or harvest; one query.

    At most MOST of each: first whoever never did it, then the one whose last hour is longest ago.
    """
    members = Membership.objects.filter(forum=OuterRef("pk"), participant__is_active=True)
    others = members.exclude(participant=colab.organizer_id)
    facilitators = others.ready() if colab.topic.forum.rules.asks_readiness else others  # R-READY
    would = {"facilitator": facilitators.filter(would_facilitate=True)}
    would["harvester"] = others.filter(would_harvest=True)
    in_turn = {role: ArraySubquery(_in_turn(some, role)) for role, some in would.items()}
    found = Forum.objects.filter(pk=colab.topic.forum_id).values(**in_turn)
    return found.get()


def _in_turn(members, role):
    hours = CoLab.objects.announced().filter(**{role: OuterRef("participant")}).order_by("-starts_at")
    last = Subquery(hours.values("starts_at")[:1])
    ordered = members.annotate(last=last).order_by(F("last").asc(nulls_first=True), "joined_at", "pk")
    return ordered.values("participant__name")[:MOST]
