"""Queries of the home page and the dashboards, which span several parts."""

from django.db.models import Exists, OuterRef, Q

from core.web import keyset
from events.lifecycle import succession
from events.models import CoLab, Registration
from events.zone_updates import detection
from followups.requests import requests
from forums.models import Topic, Watch
from mailing.models import Message
from network.connections import connections
from participants.open_ends import registry

LIMIT = 5
PAGE = 10  # of the organizer's announced co-labs


def _with_seats(colabs, person):
    return colabs.select_related("topic__forum").with_seats(person)


def planned(person):
    """Return the next visible co-labs `with_seats`, soonest first."""
    return _with_seats(CoLab.objects.visible_to(person).ahead(), person).order_by("starts_at", "pk")[:LIMIT]


def wanted(person):
    """Return candidates with the number of `people`, most wanted first."""
    return (
        Topic.objects.visible_to(person)
        .candidates()
        .select_related("forum")
        .with_people()
        .order_by("-wanted", "-pk")[:LIMIT]
    )


def my_colabs(person):
    """Return co-labs ahead in which this person has a seat, waits or has a role, `with_seats`."""
    role = CoLab.objects.with_role(person).order_by().values("pk")
    present = Registration.objects.present().filter(participant=person).order_by().values("colab")
    colabs = CoLab.objects.ahead().in_forums_of(person).filter(pk__in=role.union(present))
    return _with_seats(colabs, person).order_by("starts_at", "pk")


def doors(colabs):
    """Return those of `my_colabs` whose door is open to this person now (R-ROOM-DOOR)."""
    return [colab for colab in colabs if colab.door_is_open and (colab.mine == "seated" or colab.my_role)]


def open_ends(person):
    """Return what is left to do for a person, the earliest first: what the weekly note tells of, and more."""
    return registry.of(person)[:LIMIT]


def watched(person):
    return (
        Topic.objects.visible_to(person)
        .filter(Exists(Watch.objects.filter(participant=person, topic=OuterRef("pk"))))
        .select_related("forum")
        .order_by("-last_post_at", "-pk")[:LIMIT]
    )


def my_people(person):
    """Return (person, Connection) of those with whom somebody has connected last."""
    return connections.latest(person, LIMIT)


def drafts(person):
    drafts = CoLab.objects.run_by(person).filter(state=CoLab.State.DRAFT)
    return drafts.select_related("topic__forum").order_by("starts_at", "pk")


def to_close(person):
    mine = CoLab.objects.run_by(person).held().filter(closed_at=None, topic__hidden_at=None)
    return mine.order_by("-ends_at", "-pk")[:LIMIT]


def announced(person, params):
    """Return one page of the co-labs ahead that this person runs, and of those that wait for an organizer."""
    mine = CoLab.objects.run_by(person).ahead().order_by().values("pk")
    waiting = succession.open_to(person).ahead().order_by().values("pk")
    colabs = CoLab.objects.filter(pk__in=mine.union(waiting))
    return keyset.page(_with_seats(colabs, person), "starts_at", params, PAGE, rising=True)


def rule_changes(person):
    return detection.undecided(person)


def requested_follow_ups(person):
    return requests.requested(CoLab.objects.visible_to(person).held())[:LIMIT]


def failing_messages():
    """Return messages that were refused or keep failing, the latest first."""
    return Message.objects.filter(
        Q(state=Message.State.REFUSED) | Q(state=Message.State.WAITING, attempts__gte=3)
    ).order_by("-created_at")[:20]
