"""Requests for a follow-up."""

from operator import attrgetter

from django.db import transaction
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef
from django.utils.translation import gettext as _

from core.database.rows import at_once, one_by_one
from core.few import FEWEST, is_told
from core.web import refusals
from events.messages import announcing
from events.models import CoLab
from events.registration import lineage
from followups.models import FollowUpRequest
from mailing import outbox
from mailing.models import Message
from participants import limits


class Refused(refusals.Refused):
    """Why a follow-up cannot be asked for."""


@transaction.atomic
def ask(colab, person, reason=""):
    """Request a follow-up, or change the reason of an earlier request. Idempotent.

    Raise Refused, and limits.Refused.
    """
    if not colab.is_held:
        raise Refused(_("A follow-up can be asked for when the hour is over."))
    request, created = FollowUpRequest.objects.get_or_create(
        colab=colab, participant=person, defaults={"reason": reason}
    )
    if created:
        limits.spend(person, "request")
    elif reason and reason != request.reason:
        limits.spend(person, "edit")
        request.reason = reason
        request.save(update_fields=["reason"])
    return request


def made(colab):
    """Return the requests of a co-lab, with `goes_first`: whether seats are kept for them (R-SEATS-KEPT)."""
    first = ExpressionWrapper(lineage.would_go_first(colab), BooleanField())
    found = FollowUpRequest.objects.filter(colab=colab).annotate(goes_first=first)
    return list(found.order_by("pk"))


def going_first(requests_made):
    """Return for how many of those who ask seats are kept; 0 where that tells of few (R-NOT-UNDER-FOUR)."""
    number = sum(one.goes_first for one in requests_made)
    whole = len(requests_made)
    return number if whole >= FEWEST and is_told(number, whole) else 0


def withdraw(colab, person):
    FollowUpRequest.objects.filter(colab=colab, participant=person).delete()


def requested(colabs):
    """Filter co-labs with requests and no announced follow-up, ordered by their `request_count`."""
    follow_up = CoLab.objects.announced().filter(follows=OuterRef("pk"))
    asked_for_again = FollowUpRequest.objects.values("colab")  # few, and where the database begins
    return (
        colabs.filter(~Exists(follow_up), pk__in=asked_for_again)
        .annotate(request_count=Count("follow_up_requests"))
        .order_by("-request_count", "-ends_at", "-pk")
    )


def asked_for(colab):
    """Return the keys of those who asked for this follow-up, as a queryset."""
    return FollowUpRequest.objects.filter(colab=colab.follows_id).values("participant")


announcing.elsewhere.add("follow-up-announced", asked_for)


def notify_due():
    """Notify people of announced follow-ups that they requested, each minute. Return a Tally. Idempotent."""
    announced = CoLab.objects.ahead().filter(follows__follow_up_requests__isnull=False).distinct()
    announced = announced.select_related("follows").prefetch_related(
        "follows__follow_up_requests__participant"
    )
    due = {}
    found = one_by_one("follow-ups of a co-lab", announced, lambda colab: due.update(_due(colab)))
    notified = set(Message.objects.filter(key__in=due).values_list("key", flat=True))
    new = [draft for key, draft in due.items() if key not in notified]
    return found + at_once("follow-ups", new, _post, key=attrgetter("key"))


def _due(colab):
    """Return {key: Draft} of those who asked for this follow-up."""
    asked = [request.participant for request in colab.follows.follow_up_requests.all()]
    drafts = [
        outbox.Draft(
            "follow-up-announced",
            person,
            f"follow-up-announced:{colab.pk}:{person.pk}",
            {"colab": colab.pk},
            before=colab.starts_at,
        )
        for person in asked
    ]
    return {draft.key: draft for draft in drafts}


def _post(drafts):
    return len(outbox.post_many(drafts))
