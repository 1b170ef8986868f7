"""Seats: joining, leaving, the queue, claims.

See R-TEN-SEATS, R-IDEMPOTENT-SEATS, R-LEAVE-ALWAYS, R-QUEUE-ORDER, R-LAST-HOURS, R-SEATS-KEPT and
R-OWN-ENTRY.
"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from events.models import CoLab, Registration
from events.registration import seat_panel, seats
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db


def statuses(colab):
    return [row.status for row in colab.registrations.order_by("pk")]


def of(colab, person):
    return colab.registrations.get(participant=person)


def people(number):
    return [make.participant() for _ in range(number)]


def joined(colab, number):
    everyone = people(number)
    for person in everyone:
        seats.join(colab, person)
    return everyone


def soon(**fields):
    """A co-lab in its last hours."""
    return make.colab(starts_at=timezone.now() + timedelta(hours=2), **fields)


def told(person):
    return list(person.messages.order_by("pk").values_list("kind", flat=True))


def test_the_database_is_postgresql():
    assert connection.vendor == "postgresql"


def test_join_takes_the_lowest_free_seat():
    colab = make.colab()

    first, second = joined(colab, 2)

    assert [of(colab, first).seat, of(colab, second).seat] == [1, 2]
    assert told(first) == ["seated"]


def test_who_comes_when_all_seats_are_taken_waits():
    colab = make.colab(seats=1)

    _, late = joined(colab, 2)

    assert statuses(colab) == ["seated", "waiting"]
    assert told(late) == ["waiting"]


def test_joining_twice_changes_nothing_the_second_time():
    """Check R-IDEMPOTENT-SEATS."""
    colab = make.colab()
    person = make.participant()
    first = seats.join(colab, person, "share", "My notes")

    again = seats.join(colab, person, "listen", "")

    assert (again.pk, again.seat, again.intention, again.bring) == (first.pk, 1, "share", "My notes")
    assert told(person) == ["seated"]


def test_leaving_twice_changes_nothing_the_second_time():
    colab = make.colab(seats=1)
    first, _ = joined(colab, 2)
    seats.leave(colab, first)
    sequence = of(colab, first).sequence

    assert seats.leave(colab, first) is None
    assert (statuses(colab), of(colab, first).sequence) == (["gone", "seated"], sequence)


def test_leave_gives_the_seat_to_the_first_in_the_queue():
    """Check R-QUEUE-ORDER."""
    colab = make.colab(seats=1)
    first, second, third = joined(colab, 3)

    seats.leave(colab, first)

    assert statuses(colab) == ["gone", "seated", "waiting"]
    assert told(second) == ["waiting", "seat-freed"]
    assert told(first) == ["seated", "given-up"]
    assert told(third) == ["waiting"]


def test_a_full_colab_can_be_left():
    """Check R-LEAVE-ALWAYS."""
    colab = make.colab(seats=2)
    _, second = joined(colab, 2)

    seats.leave(colab, second)

    assert statuses(colab) == ["seated", "gone"]


def test_who_waits_can_leave_and_gets_no_cancellation():
    """Check R-OWN-ENTRY."""
    colab = make.colab(seats=1)
    _, second = joined(colab, 2)

    seats.leave(colab, second)

    assert statuses(colab) == ["seated", "gone"]
    assert told(second) == ["waiting"]


def test_who_comes_back_has_a_new_calendar_entry_at_the_end_of_the_queue():
    colab = make.colab(seats=1)
    first, _, third = joined(colab, 3)
    uid = of(colab, first).uid
    seats.leave(colab, first)

    back = seats.join(colab, first)

    assert (back.sequence, back.seated_at, back.uid == uid) == (0, None, False)
    assert list(colab.registrations.waiting()) == [of(colab, third), back]


def test_leaving_raises_the_sequence_of_the_seat_given_up():
    colab = make.colab()
    (person,) = joined(colab, 1)

    seats.leave(colab, person)

    assert of(colab, person).sequence == 1


def test_no_seat_is_given_while_more_are_held_than_there_are():
    """Seats 1 and 2 are free, but two others are held and there are only two."""
    colab = make.colab(seats=2)
    for seat in (7, 9):
        make.seated(colab, seat=seat)

    newcomer = seats.join(colab, make.participant())

    assert newcomer.status == "waiting"


def test_the_database_refuses_an_eleventh_seat():
    """Check R-TEN-SEATS."""
    colab = make.colab()
    with pytest.raises(IntegrityError, match="seats_are_one_to_ten"), transaction.atomic():
        make.seated(colab, seat=11)


def test_the_database_refuses_two_people_in_one_seat():
    colab = make.colab()
    make.seated(colab, seat=3)
    with pytest.raises(IntegrityError, match="one_person_per_seat"), transaction.atomic():
        make.seated(colab, seat=3)


@pytest.mark.parametrize("role", ["organizer", "facilitator", "harvester"])
def test_who_has_a_role_takes_no_seat(role):
    person = make.organizer()
    colab = make.colab(**{role: person})

    with pytest.raises(seats.Refused, match="you do not need a seat"):
        seats.join(colab, person)


@pytest.mark.parametrize("state", [CoLab.State.DRAFT, CoLab.State.CALLED_OFF])
def test_nobody_joins_what_is_not_announced(state):
    with pytest.raises(seats.Refused):
        seats.join(make.colab(state=state), make.participant())


def test_nobody_joins_after_the_start():
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(seats.Refused, match="has started"):
        seats.join(colab, make.participant())


def test_one_can_leave_during_the_hour_and_nobody_is_offered_the_seat():
    colab = make.colab(seats=1, starts_at=timezone.now() - timedelta(minutes=5))
    person = make.seated(colab).participant
    waits = make.waiting(colab).participant

    seats.leave(colab, person)

    assert statuses(colab) == ["gone", "waiting"]
    assert told(waits) == []


def test_nobody_leaves_what_is_over():
    colab = make.held_colab(people=[person := make.participant()])

    with pytest.raises(seats.Refused, match="is over"):
        seats.leave(colab, person)


# --- The last three hours


def test_in_the_last_hours_everyone_waiting_is_told_and_the_first_to_claim_has_it():
    """Check R-LAST-HOURS."""
    colab = soon(seats=1)
    first, second, third = joined(colab, 3)

    seats.leave(colab, first)
    assert [told(second), told(third)] == [["waiting", "claimable"]] * 2
    assert statuses(colab) == ["gone", "waiting", "waiting"]

    seats.claim(colab, third)
    assert statuses(colab) == ["gone", "waiting", "seated"]
    with pytest.raises(seats.Refused, match="taken by now"):
        seats.claim(colab, second)


def test_claiming_twice_is_claiming_once():
    colab = soon(seats=1)
    first, second = joined(colab, 2)
    seats.leave(colab, first)
    seats.claim(colab, second)

    seats.claim(colab, second)

    assert told(second) == ["waiting", "claimable", "seat-freed"]


def test_a_claimed_seat_has_a_calendar_entry_from_its_first_sequence():
    colab = soon(seats=1)
    first, second = joined(colab, 2)
    seats.leave(colab, first)

    claimed = seats.claim(colab, second)

    assert (claimed.seat, claimed.sequence) == (1, 0)


def test_for_half_an_hour_a_freed_seat_is_for_those_who_waited_before(time_machine):
    time_machine.move_to("2027-01-14 17:00Z", tick=False)
    colab = soon(seats=1)
    first, second = joined(colab, 2)
    seats.leave(colab, first)
    late = make.participant()
    assert seats.join(colab, late).status == "waiting"

    time_machine.shift(timedelta(minutes=29))
    with pytest.raises(seats.Refused, match="who waited before"):
        seats.claim(colab, late)

    time_machine.shift(timedelta(minutes=1))
    assert seats.claim(colab, late).is_seated
    assert of(colab, second).is_waiting


def test_who_is_not_registered_cannot_claim():
    with pytest.raises(seats.Refused, match="Register first"):
        seats.claim(soon(), make.participant())


def test_nothing_can_be_claimed_before_the_last_hours_when_all_is_taken():
    colab = make.colab(seats=1)
    _, second = joined(colab, 2)

    with pytest.raises(seats.Refused):
        seats.claim(colab, second)


def test_nothing_can_be_claimed_after_the_start(time_machine):
    time_machine.move_to("2027-01-14 17:00Z", tick=False)
    colab = soon(seats=1)
    first, second = joined(colab, 2)
    seats.leave(colab, first)

    time_machine.shift(timedelta(hours=2))

    with pytest.raises(seats.Refused, match="has started"):
        seats.claim(colab, second)


def test_a_free_seat_nobody_waits_for_goes_to_a_newcomer_also_in_the_last_hours():
    assert seats.join(soon(), make.participant()).is_seated


# --- Capacity and removal


def test_more_seats_go_to_the_queue_at_once():
    colab = make.colab(seats=1)
    joined(colab, 4)

    seats.set_capacity(colab, colab.organizer, 3)

    assert statuses(colab) == ["seated", "seated", "seated", "waiting"]


def test_there_cannot_be_fewer_seats_than_are_taken():
    colab = make.colab(seats=3)
    joined(colab, 2)

    with pytest.raises(seats.Refused, match="2 seats are taken"):
        seats.set_capacity(colab, colab.organizer, 1)
    assert seats.set_capacity(colab, colab.organizer, 2).capacity == 2


@pytest.mark.parametrize("number", [0, 11, -1])
def test_a_colab_has_one_to_ten_seats(number):
    colab = make.colab()
    with pytest.raises(seats.Refused, match="one to ten"):
        seats.set_capacity(colab, colab.organizer, number)


def test_who_was_removed_cannot_come_back_until_the_organizer_allows_it():
    colab = make.colab(seats=1)
    first, _ = joined(colab, 2)

    seats.remove(colab, colab.organizer, first)
    assert statuses(colab) == ["gone", "seated"]
    assert told(first) == ["seated", "removed"]
    with pytest.raises(seats.Refused, match="took you off"):
        seats.join(colab, first)

    seats.allow(colab, colab.organizer, first)
    assert seats.join(colab, first).is_waiting


def test_only_the_organizer_removes_people_and_sets_the_seats():
    colab = make.colab()
    (person,) = joined(colab, 1)
    other = make.organizer()

    for verb in (
        lambda: seats.remove(colab, other, person),
        lambda: seats.allow(colab, other, person),
        lambda: seats.set_capacity(colab, other, 5),
    ):
        with pytest.raises(seats.Refused, match="Only the organizer"):
            verb()


def test_what_one_would_do_there_can_be_changed():
    colab = make.colab()
    (person,) = joined(colab, 1)

    seats.change(colab, person, "share", "Our checklist")

    assert (of(colab, person).intention, of(colab, person).bring) == ("share", "Our checklist")
    with pytest.raises(seats.Refused, match="not registered"):
        seats.change(colab, make.participant(), "share", "")


# --- Follow-up co-labs


@pytest.fixture
def follow_up():
    """A follow-up with two seats, and a person who had a seat in the first co-lab."""
    before = make.participant()
    first = make.held_colab(people=[before])
    return make.colab(seats=2, topic=first.topic, follows=first, first=first), before


def test_seats_of_a_follow_up_are_kept_for_new_people(follow_up):
    """Check R-SEATS-KEPT."""
    colab, before = follow_up

    assert seats.join(colab, before).is_waiting
    assert seats.join(colab, make.participant()).is_seated
    assert told(before) == ["waiting"]


def test_three_days_before_the_start_the_queue_of_a_follow_up_is_served(follow_up, time_machine):
    colab, before = follow_up
    seats.join(colab, before)
    time_machine.move_to(colab.starts_at - timedelta(days=3, minutes=1), tick=False)
    seats.serve_all_due()
    assert of(colab, before).is_waiting

    time_machine.shift(timedelta(minutes=1))
    seats.serve_all_due()

    assert of(colab, before).is_seated
    assert told(before) == ["waiting", "seat-freed"]


def test_whom_seats_are_kept_from_goes_before_newcomers_once_they_are_not(follow_up, time_machine):
    """Also when nobody has served the queue yet."""
    colab, before = follow_up
    seats.set_capacity(colab, colab.organizer, 1)
    seats.join(colab, before)
    time_machine.move_to(colab.starts_at - timedelta(days=2), tick=False)

    assert seats.join(colab, make.participant()).is_waiting
    assert of(colab, before).is_seated


def test_a_freed_seat_of_a_follow_up_goes_to_new_people_first(follow_up):
    colab, before = follow_up
    newcomers = joined(colab, 2)
    seats.join(colab, before)
    third = make.participant()
    seats.join(colab, third)

    seats.leave(colab, newcomers[0])

    assert of(colab, before).is_waiting
    assert of(colab, third).is_seated


def follow_up_in(kind, came):
    """A follow-up in a space of this kind, after an hour to which somebody came and in which another sat."""
    forum = make.forum(kind=kind)
    sat = make.participant()
    for person in (came, sat):
        make.membership(forum, person)
    first = make.held_colab(people=[came], topic=make.topic(forum=forum))
    make.seated(first, sat)
    return make.colab(seats=3, topic=first.topic, follows=first, first=first), sat


@pytest.mark.parametrize(
    ("kind", "goes_first"),
    [
        ("open", ["late", "stranger"]),
        ("practice", ["late", "stranger"]),
        ("learning", ["came", "sat"]),
        ("healing", ["came"]),
        ("lab", ["late", "stranger"]),
    ],
)
def test_for_whom_seats_are_kept_depends_on_the_kind_of_space(kind, goes_first):
    """Check R-SEATS-KEPT: of who came, who had a seat, who joined later, and who is no member."""
    came, late, stranger = people(3)
    colab, sat = follow_up_in(kind, came)
    make.membership(colab.topic.forum, late, joined_at=timezone.now() + timedelta(seconds=1))
    crowd = {"came": came, "sat": sat, "late": late}
    if colab.topic.forum.is_public:
        crowd["stranger"] = stranger

    for person in crowd.values():
        seats.join(colab, person, agrees=True)

    assert [name for name, person in crowd.items() if of(colab, person).is_seated] == goes_first
    panels = {seat_panel.of(colab, person).kept for name, person in crowd.items() if name not in goes_first}
    assert panels == {True}


def test_a_seat_in_a_colab_that_was_called_off_does_not_count(follow_up):
    colab, before = follow_up
    colab.first.state = CoLab.State.CALLED_OFF
    colab.first.save(update_fields=["state"])

    assert seats.join(colab, before).is_seated


def test_seats_left_when_nobody_was_there_to_serve_are_offered_in_the_last_hours(follow_up, time_machine):
    colab, before = follow_up
    seats.join(colab, before)
    time_machine.move_to(colab.starts_at - timedelta(hours=1), tick=False)

    seats.serve_all_due()
    seats.serve_all_due()

    assert told(before) == ["waiting", "claimable"]
    assert seats.claim(colab, before).is_seated


def test_a_minute_with_nothing_to_serve_touches_no_colab(django_assert_num_queries):
    joined(make.colab(seats=1), 2)

    with django_assert_num_queries(1):
        assert seats.serve_all_due() == 0


# --- What the page knows


def test_places_say_who_sits_who_waits_and_why():
    colab = make.colab(seats=1)
    first, second = joined(colab, 2)

    mine = seat_panel.of(colab, first)
    theirs = seat_panel.of(colab, second)

    assert (mine.taken, mine.free, mine.state, mine.knows_names) == (1, 0, "seated", True)
    assert (theirs.state, theirs.position, theirs.why_waiting, theirs.knows_names) == (
        *("waiting", 1, "full"),
        False,
    )


def test_places_of_a_follow_up_say_that_seats_are_kept(follow_up):
    colab, before = follow_up
    seats.join(colab, before)

    assert seat_panel.of(colab, before).why_waiting == "kept"
    assert seat_panel.of(colab, make.participant()).seat_at_once


def test_places_in_the_last_hours_say_who_may_claim():
    colab = soon(seats=1)
    first, second = joined(colab, 2)
    seats.leave(colab, first)
    late = make.participant()
    seats.join(colab, late)
    colab.refresh_from_db()

    assert seat_panel.of(colab, second).may_claim
    assert seat_panel.of(colab, late).why_waiting == "later"
    assert not seat_panel.of(colab, make.participant()).seat_at_once


def test_in_a_community_of_healing_only_the_organizer_sees_names():
    colab = make.colab(topic=make.topic(forum=make.forum(kind="healing")))
    person = make.seated(colab).participant

    assert not seat_panel.of(colab, person).knows_names
    assert seat_panel.of(colab, colab.organizer).knows_names


def test_nothing_is_sent_when_the_change_is_undone():
    colab = make.colab()
    with transaction.atomic():
        seats.join(colab, make.participant())
        transaction.set_rollback(True)
    assert Message.objects.count() == 0
    assert Registration.objects.count() == 0
