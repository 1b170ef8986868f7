"""Declaring, announcing, moving, changing and calling off.

See R-UTC-AND-ZONE, R-SIXTY-MINUTES, R-SHORT-NOTICE and R-FRIENDLY-START.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.timezones.wall_time import Skipped, Start, Twice
from events.lifecycle import colabs
from events.lifecycle.tests.plans import PLAN
from events.models import Attendance, CoLab, Registration, RoomEntry
from events.registration import seats
from testing import make

pytestmark = pytest.mark.django_db

TORONTO = ZoneInfo("America/Toronto")
MOMENT = "2027-01-04 15:00Z"  # a Monday
FRIENDLY = Start(datetime(2027, 1, 14, 19, tzinfo=UTC), TORONTO)
NIGHTLY = Start(datetime(2027, 1, 14, 8, tzinfo=UTC), TORONTO)
SOON = Start(datetime(2027, 1, 6, 19, tzinfo=UTC), TORONTO)
PAST = Start(datetime(2027, 1, 1, 19, tzinfo=UTC), TORONTO)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(MOMENT, tick=False)


def declare(topic=None, by=None, start=FRIENDLY, **plan):
    return colabs.declare(topic or make.topic(), by or make.organizer(), start, **(PLAN | plan))


def announced(**plan):
    return declare(announce=True, **plan)


def refusals(verb, *arguments, **plan):
    """Return the fields with errors."""
    with pytest.raises(colabs.Refused) as refusal:
        verb(*arguments, **plan)
    return sorted(getattr(refusal.value, "error_dict", {"__all__": None}))


def told(person):
    return list(person.messages.order_by("pk").values_list("kind", flat=True))


# --- Declaring and announcing


def test_a_declared_colab_is_a_draft_with_its_wall_time_and_its_instant():
    colab = declare()

    assert colab.is_draft
    assert (colab.starts_at, colab.ends_at) == (FRIENDLY.utc, FRIENDLY.utc + timedelta(hours=1))
    assert (colab.wall_time, str(colab.zone)) == ("2027-01-14T14:00", "America/Toronto")
    assert colab.description_html == "<p>Bring <strong>one</strong> story.</p>\n"


def test_announcing_tells_those_who_nominated_once():
    topic = make.topic()
    person = make.nomination(topic).participant
    organizer = make.organizer()
    colab = declare(topic, organizer)
    assert told(person) == []

    colabs.announce(colab, organizer)
    colabs.announce(colab, organizer)

    assert told(person) == ["announced"]
    topic.refresh_from_db()
    assert topic.scheduled_until == colab.ends_at


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({"minutes": 61}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({"capacity": 11}, "capacity"),
        ({"capacity": 0}, "capacity"),
        ({"room_url": "http://meet.example.org/x"}, "room_url"),
        ({"room_url": "https://me:secret@meet.example.org/x"}, "room_url"),
        ({"title": ""}, "title"),
        ({"question": "\u200b"}, "question"),
        ({"chosen_for": ""}, "chosen_for"),
        ({"start": PAST}, "date"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_kept(plan, field):
    """Check R-SIXTY-MINUTES."""
    assert refusals(declare, **plan) == [field]
    assert not CoLab.objects.exists()


def test_everything_wrong_is_said_at_once():
    wrong = {"minutes": 90, "capacity": 30, "room_url": "ftp://example.org"}

    assert refusals(declare, **wrong, start=PAST) == ["capacity", "date", "minutes", "room_url"]


def test_an_hour_at_night_is_announced_with_a_reason_only():
    """Check R-FRIENDLY-START."""
    assert refusals(announced, start=NIGHTLY) == ["unfriendly_reason"]
    assert not CoLab.objects.exists()

    assert announced(start=NIGHTLY, unfriendly_reason="With people in Europe.").is_announced


def test_a_start_that_does_not_suit_those_who_nominated_needs_a_reason():
    topic = make.topic()
    make.nomination(topic, make.participant(zone="Asia/Tokyo"))

    assert refusals(declare, topic, announce=True) == ["unfriendly_reason"]


def test_short_notice_needs_a_reason():
    """Check R-SHORT-NOTICE."""
    assert refusals(announced, start=SOON) == ["notice_reason"]
    assert announced(start=SOON, notice_reason="The law changes on Friday.").is_announced


def test_a_draft_may_wait_for_its_reasons_but_is_not_announced_without():
    colab = declare(start=SOON)

    assert refusals(colabs.announce, colab, colab.organizer) == ["notice_reason"]
    assert CoLab.objects.get().is_draft


def test_a_draft_whose_start_has_passed_is_not_announced(time_machine):
    colab = declare()
    time_machine.shift(timedelta(days=11))

    assert refusals(colabs.announce, colab, colab.organizer) == ["date"]


def test_a_closed_topic_is_not_declared():
    assert refusals(declare, make.topic(closed_at=timezone.now())) == ["__all__"]


def test_a_topic_with_a_colab_ahead_is_not_declared():
    topic = make.topic()
    declare(topic, announce=True)

    assert refusals(declare, topic) == ["__all__"]


def test_of_two_drafts_on_a_topic_one_is_announced():
    topic = make.topic()
    one, other = declare(topic), declare(topic)
    colabs.announce(one, one.organizer)

    assert refusals(colabs.announce, other, other.organizer) == ["__all__"]


def test_only_organizers_declare_and_only_their_own_is_theirs():
    assert refusals(declare, by=make.participant()) == ["__all__"]
    colab = declare()
    assert refusals(colabs.announce, colab, make.organizer()) == ["__all__"]


def test_a_follow_up_knows_what_it_follows_and_the_first_of_its_line():
    topic = make.topic()
    first = make.held_colab(topic=topic)
    second = make.held_colab(topic=topic, follows=first, first=first)

    third = declare(topic, follows=second)

    assert (third.follows, third.first) == (second, first)
    assert set(CoLab.objects.of_lineage(third)) == {first, second, third}


def test_a_follow_up_comes_after_a_held_colab_on_the_same_topic():
    assert refusals(declare, follows=make.held_colab()) == ["__all__"]
    ahead = make.colab()
    assert refusals(declare, make.topic(), follows=ahead) == ["__all__"]


# --- Local times


def test_a_time_that_clocks_skip_does_not_exist():
    with pytest.raises(Skipped):
        Start.at(datetime(2027, 3, 14, 2, 30), "America/Toronto")


def test_a_time_that_comes_twice_needs_to_be_chosen():
    """Check R-TIME-GAPS."""
    twice = datetime(2027, 11, 7, 1, 30)
    with pytest.raises(Twice) as both:
        Start.at(twice, "America/Toronto")

    assert both.value.instants == [
        datetime(2027, 11, 7, 5, 30, tzinfo=UTC),
        datetime(2027, 11, 7, 6, 30, tzinfo=UTC),
    ]
    assert Start.at(twice, "America/Toronto", 1).instant.hour == 6


# --- Moving


def test_moving_keeps_the_calendar_entry_and_raises_its_sequence():
    """Check R-ICS-MOVED."""
    colab = announced()
    person = make.participant()
    seat = seats.join(colab, person)

    colabs.move(colab, colab.organizer, Start(FRIENDLY.instant + timedelta(days=1), TORONTO), "A holiday.")

    moved = CoLab.objects.get()
    again = Registration.objects.get()
    assert (moved.wall_time, moved.sequence) == ("2027-01-15T14:00", 1)
    assert (again.uid, again.sequence) == (seat.uid, 1)
    assert told(person) == ["seated", "moved"]
    move = moved.moves.get()
    assert (move.from_start, move.to_start, move.reason) == (FRIENDLY.utc, moved.starts_at, "A holiday.")
    moved.topic.refresh_from_db()
    assert moved.topic.scheduled_until == moved.ends_at


def test_moving_it_to_where_it_is_changes_nothing():
    colab = announced()

    colabs.move(colab, colab.organizer, FRIENDLY, "Twice pressed.")

    assert (CoLab.objects.get().sequence, colab.moves.count()) == (0, 0)


@pytest.mark.parametrize(
    ("start", "reason", "fields"),
    [
        (PAST, "Sorry", ["date"]),
        (SOON, "Sorry", ["notice_reason"]),
        (NIGHTLY, "Sorry", ["unfriendly_reason"]),
        (NIGHTLY, " ", ["reason", "unfriendly_reason"]),
    ],
)
def test_a_move_is_checked_as_an_announcement_is(start, reason, fields):
    colab = announced()

    assert refusals(colabs.move, colab, colab.organizer, start, reason) == fields
    assert CoLab.objects.get().starts_at == FRIENDLY.utc


def test_a_colab_that_has_started_is_not_moved(time_machine):
    colab = announced()
    time_machine.move_to(FRIENDLY.instant, tick=False)

    later = Start(FRIENDLY.instant + timedelta(days=30), TORONTO)
    assert refusals(colabs.move, colab, colab.organizer, later, "Late") == ["__all__"]


def test_who_was_in_the_room_before_it_moved_has_not_been_in_the_colab():
    colab = announced()
    seat = seats.join(colab, make.participant())
    make.note_attendance(colab, seat.participant)
    RoomEntry.objects.create(colab=colab, participant=seat.participant)

    colabs.move(colab, colab.organizer, Start(FRIENDLY.instant + timedelta(days=1), TORONTO), "Power cut.")

    assert (Attendance.objects.count(), RoomEntry.objects.count()) == (0, 0)


# --- Changing


def edit(colab, **plan):
    return colabs.edit(colab, colab.organizer, **plan)


def test_another_title_or_length_is_a_new_calendar_entry():
    colab = announced()
    person = make.participant()
    seats.join(colab, person)

    edit(colab, title="Keeping our interpreters", minutes=45)

    changed = CoLab.objects.get()
    assert (changed.sequence, changed.registrations.get().sequence) == (1, 1)
    assert changed.ends_at - changed.starts_at == timedelta(minutes=45)
    assert told(person) == ["seated", "changed"]


def test_another_room_tells_nobody():
    colab = announced()
    person = make.participant()
    seats.join(colab, person)

    edit(colab, room_url="https://zoom.us/j/1")

    assert (CoLab.objects.get().room_url, CoLab.objects.get().sequence) == ("https://zoom.us/j/1", 0)
    assert told(person) == ["seated"]


def test_seats_are_not_lowered_below_those_taken():
    colab = announced()
    for _ in range(3):
        seats.join(colab, make.participant())

    assert refusals(edit, colab, capacity=2, title="Other") == ["capacity"]
    assert CoLab.objects.get().title == PLAN["title"]


def test_more_seats_go_to_the_queue():
    colab = announced(capacity=1)
    for _ in range(2):
        seats.join(colab, make.participant())

    edit(colab, capacity=2)

    assert colab.registrations.seated().count() == 2


def test_who_gets_a_role_gives_the_seat_to_the_next():
    colab = announced(capacity=1)
    first, second = make.participant(), make.participant()
    for person in (first, second):
        seats.join(colab, person)

    edit(colab, facilitator=first)

    assert [row.status for row in colab.registrations.order_by("pk")] == ["gone", "seated"]
    assert told(first) == ["seated", "given-up", "role"]


def test_a_draft_gets_another_start_by_editing():
    colab = declare()

    edit(colab, start=Start(FRIENDLY.instant + timedelta(days=1), TORONTO))

    assert CoLab.objects.get().wall_time == "2027-01-15T14:00"


def test_an_announced_colab_does_not():
    colab = announced()

    edit(colab, start=Start(FRIENDLY.instant + timedelta(days=1), TORONTO))

    assert CoLab.objects.get().wall_time == "2027-01-14T14:00"


def test_a_length_that_is_no_longer_daytime_needs_a_reason():
    colab = announced(start=Start(datetime(2027, 1, 14, 23, 15, tzinfo=UTC), TORONTO), minutes=30)

    assert refusals(edit, colab, minutes=60) == ["unfriendly_reason"]


def test_the_length_stands_once_it_has_started(time_machine):
    colab = announced()
    time_machine.move_to(FRIENDLY.instant, tick=False)

    assert refusals(edit, colab, minutes=30) == ["minutes"]
    assert edit(colab, room_url="https://zoom.us/j/2").room_url == "https://zoom.us/j/2"


def test_what_is_over_is_not_edited(time_machine):
    colab = announced()
    time_machine.move_to(colab.ends_at, tick=False)

    assert refusals(edit, colab, title="Late") == ["__all__"]


# --- Calling off


def test_calling_off_tells_everyone_once_and_opens_the_topic_again():
    colab = announced(capacity=1)
    seated, waits = make.participant(), make.participant()
    for person in (seated, waits):
        seats.join(colab, person)

    for _ in range(2):
        colabs.call_off(colab, colab.organizer, "A storm.")

    off = CoLab.objects.get()
    assert (off.state, off.called_off_reason, off.sequence) == ("called_off", "A storm.", 1)
    assert [told(seated), told(waits)] == [["seated", "called-off"], ["waiting", "called-off"]]
    assert off.registrations.get(participant=seated).sequence == 1
    off.topic.refresh_from_db()
    assert off.topic.scheduled_until is None


def test_calling_off_needs_a_reason():
    colab = announced()

    assert refusals(colabs.call_off, colab, colab.organizer, "") == ["reason"]


def test_the_topic_keeps_the_end_of_the_colab_held_before():
    topic = make.topic()
    held = make.held_colab(topic=topic)
    colab = declare(topic, announce=True)

    colabs.call_off(colab, colab.organizer, "A storm.")

    topic.refresh_from_db()
    assert topic.scheduled_until == held.ends_at


def test_a_draft_is_deleted_not_called_off():
    colab = declare()

    assert refusals(colabs.call_off, colab, colab.organizer, "No.") == ["__all__"]
    colabs.discard(colab, colab.organizer)
    assert not CoLab.objects.exists()


def test_what_was_announced_is_not_deleted():
    colab = announced()

    assert refusals(colabs.discard, colab, colab.organizer) == ["__all__"]
