"""Costs, past costs, and leximin."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timezones.local_time import minute_of
from events.scheduling import fairness
from events.scheduling.fairness import Group

WEDNESDAY = datetime(2027, 1, 13, tzinfo=UTC)
FAR = ["America/St_Johns", "America/Toronto", "America/Regina", "America/Los_Angeles", "Pacific/Honolulu"]
SAME_RULES = [("America/Toronto", "America/New_York"), ("America/Phoenix", "America/Hermosillo")]
people_lists = st.lists(st.sampled_from(FAR).map(lambda zone: (zone, None)), max_size=14)


def at(hour):
    return WEDNESDAY + timedelta(hours=hour)


def score(group, start):
    return group.score_at(minute_of(start), 60)


@pytest.mark.parametrize(
    ("toronto_hour", "expected"),
    [(5.5, 20), (6, 8), (7, 3), (8, 1), (9, 0), (16, 0), (16.5, 1), (17, 1), (18, 3), (19, 8), (19.5, 20)],
)
def test_the_cost_of_an_hour_grows_outside_the_day(toronto_hour, expected):
    assert fairness.cost("America/Toronto", at(toronto_hour + 5), 60) == expected


def test_weekends_cost_most():
    assert fairness.cost("America/Toronto", at(3 * 24 + 17), 60) == fairness.HARDEST


@pytest.mark.parametrize(("toronto_hour", "expected"), [(10, 0), (12, 0), (9, 1), (15, 1), (6, 20), (19, 20)])
def test_a_window_somebody_set_takes_the_place_of_nine_to_five(toronto_hour, expected):
    assert fairness.cost("America/Toronto", at(toronto_hour + 5), 60, (time(10), time(15))) == expected


def test_a_past_cost_halves_in_eight_weeks_and_is_then_forgotten():
    now = at(19)
    past = [(now, 8), (now - timedelta(weeks=8), 20), (now - timedelta(weeks=9), 20)]

    assert fairness.past_cost(past, now) == pytest.approx(8 + 10)


def test_pseudo_people_stand_for_the_largest_zones():
    people = [zone for zone, _ in fairness.pseudo_people()]

    assert len(people) == 20
    assert (people.count("America/New_York"), people.count("America/Mexico_City")) == (6, 4)


def test_where_few_are_known_the_population_is_heard():
    honolulu = [("Pacific/Honolulu", None)]

    assert Group(honolulu).crowd.size == 21
    assert Group(honolulu * fairness.FEW).crowd.size == fairness.FEW


# --- Leximin


def test_the_worst_off_decide_before_the_many():
    """At 15:00 UTC it is 5:00 in Honolulu; at 20:00 nobody is worse off than 16:30 in St. John's.

    See R-FAIR-STARTS.
    """
    people = [("America/Toronto", None)] * 9 + [("Pacific/Honolulu", None), ("America/St_Johns", None)]

    assert score(Group(people), at(20)) < score(Group(people), at(15))


def test_those_with_higher_past_costs_are_spared():
    people = [("America/St_Johns", None), ("Pacific/Honolulu", None)] * 5
    late, early = at(20.5), at(18)  # 17:00 in St. John's; 8:00 in Honolulu: 1 for the one or the other

    east, west = Group(people, past_costs=[20, 0] * 5), Group(people, past_costs=[0, 20] * 5)

    assert score(east, early) < score(east, late)
    assert score(west, late) < score(west, early)


def test_a_newcomer_starts_at_the_mean_of_the_group():
    people = [("America/Toronto", None)] * 11

    group = Group(people, past_costs=[2, 4] * 5 + [None])

    assert score(group, at(19)).costs == ((4, 5), (3, 1), (2, 5))


def test_past_costs_and_people_must_be_equally_many():
    with pytest.raises(ValueError, match="shorter"):
        Group([("America/Toronto", None)] * 2, past_costs=[1])


@given(people_lists, st.randoms(), st.integers(0, 47))
def test_the_order_of_people_does_not_matter(people, random, half_hours):
    shuffled = random.sample(people, len(people))

    assert score(Group(people), at(half_hours / 2)) == score(Group(shuffled), at(half_hours / 2))


@given(people_lists, st.integers(0, 6), st.integers(1, 6))
def test_later_is_never_better_once_everybodys_comfort_is_over(people, half_hours, further):
    """From 17:00 in Honolulu (3:00 UTC) until 5:30 in St. John's (9:00 UTC)."""
    start = at(27) + timedelta(minutes=30 * half_hours)
    group = Group(people)

    assert score(group, start).costs <= score(group, start + timedelta(minutes=30 * further)).costs


@given(st.integers(0, 60), st.integers(1, 44), st.integers(0, 4))
def test_moving_out_of_ones_own_window_never_gets_better(quarters, further, day):
    """Whatever window: from its end on, until the middle of the night, later costs at least as much."""
    window = (time(5), time(8 + quarters % 8))
    closing = at(24 * (day - 2) + 8 + quarters % 8 + 5)
    costs = [
        fairness.cost("America/Toronto", closing + timedelta(minutes=15 * step), 60, window)
        for step in range(further)
    ]

    assert costs == sorted(costs)


@given(st.sampled_from(SAME_RULES), st.integers(0, 24 * 365 * 2), st.integers(1, 60))
def test_zones_with_equal_rules_are_equal(pair, hours, minutes):
    start = at(hours)
    first, second = (Group([(zone, None)] * 12).score_at(minute_of(start), minutes) for zone in pair)

    assert first == second
