"""The people concerned, their past costs, and the other co-labs of them and of the team."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from events.models import CoLab
from events.scheduling import audience, free_busy
from forums.topics import watches
from testing import make

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 15, tzinfo=UTC)
UNTIL = NOW + timedelta(weeks=6)
NOON = datetime(2026, 12, 16, 17, tzinfo=UTC)  # a Wednesday, in Toronto


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(NOW, tick=False)


def keys(people):
    return {person.pk for person in people}


def held(start, *people, **fields):
    return make.held_colab(starts_at=start, people=people, **fields)


def past_costs(*people):
    found = [audience.Person(p.pk, p.zone, p.window, "", "") for p in people]
    return audience.past_costs(found, free_busy.seats_of(keys(found), NOW, UNTIL), NOW)


# --- Whom


def test_those_who_nominate_watch_wait_or_have_a_seat_are_concerned_each_once():
    topic = make.topic()
    colab = make.colab(topic=topic)
    nominated, watches_it, seated, waits, gone, closed, elsewhere = (make.participant() for _ in range(7))
    for person in (nominated, seated, closed):
        make.nomination(topic, person)
    for person in (watches_it, nominated):
        watches.watch(person, topic=topic)
    make.seated(colab, seated)
    make.waiting(colab, waits)
    make.seated(colab, gone, status="gone", seat=None)
    make.seated(make.colab(), elsewhere)
    closed.is_active = False
    closed.save(update_fields=["is_active"])

    found = audience.people(topic, colab)

    assert sorted(person.pk for person in found) == sorted(
        person.pk for person in (nominated, watches_it, seated, waits)
    )
    assert keys(person for person in found if person.nominated) == {nominated.pk, seated.pk}


def test_who_waited_in_vain_in_the_lineage_is_concerned_with_the_follow_up():
    first = make.held_colab(people=[make.participant()])
    second = make.held_colab(topic=first.topic, follows=first, first=first)
    waited = make.waiting(first).participant
    waited_again = make.waiting(second).participant
    make.waiting(make.held_colab(topic=first.topic))

    assert keys(audience.people(first.topic, follows=second)) == {waited.pk, waited_again.pk}


def test_it_is_one_query_however_many_they_are(django_assert_num_queries):
    topic = make.topic()
    for _ in range(12):
        make.nomination(topic)
    with django_assert_num_queries(1):
        assert len(audience.people(topic)) == 12


# --- Their past costs


def test_an_hour_counts_what_it_cost_and_less_with_time():
    early = make.participant(zone="Pacific/Honolulu")  # 7:00 there: two hours outside their comfort
    held(NOON, early)

    (cost,) = past_costs(early)

    assert cost == pytest.approx(3 * 0.5 ** (19 / 56), abs=0.05)


def test_a_comfortable_hour_costs_nothing_but_makes_no_newcomer():
    seated, newcomer = make.participant(), make.participant()
    held(NOON, seated)

    assert past_costs(seated, newcomer) == [0, None]


def test_the_window_somebody_set_decides_what_it_cost():
    late = make.participant(zone="America/Toronto", day_starts=time(14), day_ends=time(22))
    held(NOON, late)

    assert past_costs(late)[0] > 2


def test_only_held_colabs_of_eight_weeks_count():
    person = make.participant(zone="Asia/Tokyo")
    held(NOW - timedelta(weeks=8, days=1), person)
    make.seated(make.colab(state=CoLab.State.CALLED_OFF, starts_at=NOON), person)
    make.seated(make.colab(), person)
    make.waiting(held(NOON), person)

    assert past_costs(person) == [None]


# --- What else they have


def test_the_team_has_what_it_runs_drafts_too():
    fay, colab = make.participant(), make.colab()
    facilitated = make.colab(facilitator=fay, title="Facilitated")
    harvested = make.colab(harvester=fay, title="Harvested", state=CoLab.State.DRAFT)
    make.colab(facilitator=fay, state=CoLab.State.CALLED_OFF)
    held(NOON, facilitator=fay)

    found = free_busy.duties_of({fay.pk}, make.organizer(), NOW, UNTIL, besides=colab)

    assert [duty.title for duty in found] == ["Facilitated", "Harvested"]
    assert {duty.begins for duty in found} == {facilitated.starts_at, harvested.starts_at}


def test_the_colab_itself_is_no_other():
    colab = make.colab()

    assert free_busy.duties_of({colab.organizer_id}, colab.organizer, NOW, UNTIL, besides=colab) == []
    seated = make.seated(colab).participant
    assert free_busy.seats_of({seated.pk}, NOW, UNTIL, besides=colab) == []
    assert len(free_busy.seats_of({seated.pk}, NOW, UNTIL)) == 1


def test_a_title_that_the_reader_may_not_know_is_left_out():
    colab = make.colab(topic=make.topic(forum=make.forum(is_public=False)), title="Behind a door")
    about = {colab.organizer_id}, NOW, UNTIL

    (duty,) = free_busy.duties_of(about[0], AnonymousUser(), *about[1:])

    assert (duty.participant, duty.title) == (colab.organizer_id, "")


def test_who_organizes_and_facilitates_has_one_duty():
    organizer = make.organizer()
    make.colab(organizer=organizer, facilitator=organizer)

    assert len(free_busy.duties_of({organizer.pk}, organizer, NOW, UNTIL)) == 1


@pytest.mark.parametrize(("minutes", "number"), [(-60, 0), (-59, 1), (0, 1), (59, 1), (60, 0)])
def test_two_hours_meet_when_they_overlap(minutes, number):
    colab = make.colab()
    person = make.seated(colab).participant
    busy = free_busy.FreeBusy(seats=tuple(free_busy.seats_of({person.pk}, NOW, UNTIL)))
    begins = colab.starts_at + timedelta(minutes=minutes)

    assert busy.seated_at(begins, begins + timedelta(hours=1)) == number
