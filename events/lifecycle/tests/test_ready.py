"""Who facilitates where it asks much of them (R-READY)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.timezones.wall_time import Start
from events.lifecycle import checks, colabs
from testing import make

pytestmark = pytest.mark.django_db
NOW = timezone.now


def declared(forum, organizer, **fields):
    start = Start(NOW() + timedelta(days=30), organizer.zone)
    plan = {
        "title": "An hour",
        "question": "How are you?",
        "chosen_for": "relevance",
        "chosen_because": "It matters.",
        "room_url": "https://meet.example.org/x",
        "unfriendly_reason": "It must be.",
    }
    return colabs.declare(make.topic(forum=forum), organizer, start, **plan | fields)


def test_a_circle_is_announced_only_with_a_facilitator_who_is_ready():
    """Check R-READY."""
    forum, organizer = make.forum(kind="healing"), make.organizer()
    make.membership(forum, organizer)
    member = make.membership(forum, make.participant("Bo Member"))
    draft = declared(forum, organizer)

    with pytest.raises(checks.Refused, match="name somebody"):
        colabs.announce(draft, organizer)
    colabs.edit(draft, organizer, facilitator=member.participant)
    with pytest.raises(checks.Refused, match="Bo Member has not said yet"):
        colabs.announce(draft, organizer)

    member.ready_at = NOW()
    member.save()
    assert colabs.announce(draft, organizer).is_announced


def test_an_announced_circle_is_not_left_without_one():
    """Check R-READY."""
    forum, organizer = make.forum(kind="healing"), make.organizer()
    make.membership(forum, organizer)
    ready = make.membership(forum, make.participant(), ready_at=NOW()).participant
    announced = declared(forum, organizer, facilitator=ready, announce=True)

    with pytest.raises(checks.Refused, match="name somebody"):
        colabs.edit(announced, organizer, facilitator=None)


def test_elsewhere_nobody_asks():
    organizer = make.organizer()

    assert declared(make.forum(), organizer, announce=True).is_announced


def test_what_has_lapsed_since_freezes_no_other_change():
    """Check R-READY: only who facilitates is asked about, where that changes."""
    forum, organizer = make.forum(kind="healing"), make.organizer()
    make.membership(forum, organizer)
    member = make.membership(forum, make.participant(), ready_at=NOW())
    announced = declared(forum, organizer, facilitator=member.participant, announce=True)
    member.ready_at = None
    member.save()

    assert colabs.edit(announced, organizer, question="And you?").question == "And you?"
