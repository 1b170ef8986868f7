"""What the home page and the organizer's desk show: questions that span several parts."""

from datetime import timedelta

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone

from events.models import CoLab, Registration
from events.registration import attendance
from events.zone_updates import detection
from followups.models import Insight
from followups.requests import requests
from forums.models import Topic, Watch
from mailing.models import Message
from network.models import Pick

FEW = 5


def _shown(colabs):
    taken = Count("registrations", Q(registrations__status=Registration.Status.SEATED))
    return colabs.select_related("topic__forum").annotate(taken=taken)


def planned(person):
    """The next co-labs this person may see, soonest first, each with `taken` seats."""
    return _shown(CoLab.objects.visible_to(person).ahead()).order_by("starts_at", "pk")[:FEW]


def wanted(person):
    """The candidates most people want, each with the number of `people`."""
    return (
        Topic.objects.visible_to(person)
        .candidates()
        .select_related("forum")
        .annotate(people=Count("nominations"))
        .order_by("-wanted", "-pk")[:FEW]
    )


def my_colabs(person):
    """Ahead of me: where I have a seat, wait or have a role. `my_status` is empty for roles alone."""
    role = Q(pk__in=CoLab.objects.with_role(person).values("pk"))
    present = Q(mine__status__in=[Registration.Status.SEATED, Registration.Status.WAITING])
    return (
        CoLab.objects.ahead()
        .select_related("topic__forum")
        .annotate(mine=FilteredRelation("registrations", condition=Q(registrations__participant=person)))
        .filter(role | present)
        .annotate(my_status=F("mine__status"))
        .order_by("starts_at", "pk")
    )


def left_to_write(person):
    """Co-labs of the last weeks at which I was: my insight is missing, or the harvest that is mine."""
    recent = timezone.now() - timedelta(days=30)
    written = Insight.objects.filter(colab=OuterRef("pk"), author=person)
    mine = Q(organizer=person) | Q(harvester=person)
    return (
        attendance.held_for(person)
        .filter(ends_at__gte=recent)
        .annotate(insight_missing=~Exists(written), harvest_missing=Q(closed_at=None) & mine)
        .filter(Q(insight_missing=True) | Q(harvest_missing=True))[:FEW]
    )


def watched(person):
    """Topics I watch, the latest post first."""
    return (
        Topic.objects.visible_to(person)
        .filter(Exists(Watch.objects.filter(participant=person, topic=OuterRef("pk"))))
        .select_related("forum")
        .order_by("-last_post_at", "-pk")[:FEW]
    )


def introduced(person):
    """My mutual picks: people to follow up with, the latest first."""
    return (
        Pick.objects.filter(chooser=person, introduced_at__isnull=False, chosen__is_active=True)
        .select_related("chosen", "colab")
        .order_by("-introduced_at", "-pk")[:FEW]
    )


def drafts(person):
    return CoLab.objects.run_by(person).filter(state=CoLab.State.DRAFT).order_by("starts_at", "pk")


def to_close(person):
    """Held co-labs of this organizer that have no harvest yet."""
    return CoLab.objects.run_by(person).held().filter(closed_at=None).order_by("-ends_at", "-pk")[:FEW]


def announced(person):
    return _shown(CoLab.objects.run_by(person).ahead()).order_by("starts_at", "pk")


def rules_moved(person):
    """Co-labs of this organizer whose clock got other rules: the instant or the hour stays."""
    return detection.undecided(person)


def follow_ups_asked_for(person):
    return requests.wanted(CoLab.objects.visible_to(person).held())[:FEW]


def troubled():
    """Messages that a mail server refused, or that keep failing; the latest first."""
    return Message.objects.filter(
        Q(state=Message.State.REFUSED) | Q(state=Message.State.WAITING, attempts__gte=3)
    ).order_by("-created_at")[:20]
