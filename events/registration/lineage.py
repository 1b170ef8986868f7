"""Seats of follow-up co-labs are kept for a while, for whom the kind of space says (R-SEATS-KEPT)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Attendance, CoLab, Registration
from forums import kinds
from participants.models import Participant

KEPT_UNTIL = settings.COLAB["kept_until"]


@dataclass(frozen=True)
class First:
    """Whom seats are kept for: as words after "for", and as a condition on a field that names a person."""

    words: Any
    condition: Callable[[CoLab, str], Q]


def _earlier(colab):
    return CoLab.objects.held().of_lineage(colab).exclude(pk=colab.pk)


def _new_people(colab, person):
    had_a_seat = Registration.objects.seated().filter(colab__in=_earlier(colab))
    return ~Q(**{f"{person}__in": had_a_seat.values("participant")})


def _members_then(colab, person):
    since = colab.announced_at or colab.created_at
    members = colab.topic.forum.memberships.filter(joined_at__lte=since)
    return Q(**{f"{person}__in": members.values("participant")})


def _were_there(colab, person):
    came = Attendance.objects.came().filter(colab__in=_earlier(colab))
    return Q(**{f"{person}__in": came.values("participant")})


FIRST = {
    kinds.NEW_PEOPLE: First(_("people who had no seat in the hours before"), _new_people),
    kinds.MEMBERS_THEN: First(_("people who were in this space when it was announced"), _members_then),
    kinds.THERE: First(_("people who were at one of the hours before"), _were_there),
}


def kept_for(forum):
    """Return whom seats of follow-ups in this space are kept for: words after "for"."""
    return FIRST[forum.rules.seats_first].words


def kept_until(colab):
    return colab.starts_at - KEPT_UNTIL if colab.follows_id else None


def keeps_seats(colab):
    until = kept_until(colab)
    return until is not None and timezone.now() < until


def goes_first(colab, person="participant"):
    """Return the condition for whom the seats of a follow-up are kept; `person` is a field of the rows."""
    return FIRST[colab.topic.forum.rules.seats_first].condition(colab, person)


def would_go_first(colab, person="participant"):
    """Return the condition for whom the seats of a follow-up of this co-lab would be kept, declared now."""
    return goes_first(CoLab(follows=colab, first_id=colab.first_id or colab.pk, topic=colab.topic), person)


def must_let_others_go_first(colab, person):
    if not keeps_seats(colab):
        return False
    return not Participant.objects.filter(goes_first(colab, "pk"), pk=person.pk).exists()
