"""The starts of four weeks: useful, suitable, fairest."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.timezones.local_time import as_instant, minute_of
from events.scheduling.slots import Slots, mondays

TORONTO = ZoneInfo("America/Toronto")
MONDAY = date(2027, 1, 11)
NOW = datetime(2027, 1, 4, 15, tzinfo=UTC)
FAR = ["America/St_Johns", "America/Toronto", "America/Regina", "America/Los_Angeles", "Pacific/Honolulu"]
SAME_RULES = [
    ("America/Toronto", "America/New_York"),
    ("America/Phoenix", "America/Hermosillo"),
    ("America/Los_Angeles", "America/Tijuana"),
    ("America/Cancun", "America/Panama"),
]
crowds = st.lists(st.sampled_from(FAR).map(lambda zone: (zone, None)), max_size=14)
days = st.integers(0, 27)


def weeks(first=MONDAY, number=4):
    return [first + timedelta(weeks=week) for week in range(number)]


def some_slots(people=(), nominators=(), past_costs=None, **options):
    options = {"mondays": weeks(), "zone": TORONTO, "minutes": 60} | options
    return Slots(people=people, nominators=nominators, past_costs=past_costs, **options)


def local(minutes, zone=TORONTO):
    return [f"{as_instant(minute).astimezone(zone):%m-%d %H:%M}" for minute in minutes]


# --- Which weeks, which times


@pytest.mark.parametrize(
    ("earliest", "first"),
    [
        (datetime(2027, 1, 11, 15, tzinfo=UTC), MONDAY),
        (datetime(2027, 1, 15, 15, tzinfo=UTC), MONDAY),
        (datetime(2027, 1, 16, 15, tzinfo=UTC), MONDAY + timedelta(weeks=1)),  # Saturday
        (datetime(2027, 1, 18, 3, tzinfo=UTC), MONDAY + timedelta(weeks=1)),  # still Sunday in Toronto
    ],
)
def test_four_weeks_begin_with_the_week_of_the_earliest_start(earliest, first):
    assert mondays(earliest, TORONTO) == weeks(first)


def test_a_start_further_ahead_brings_its_own_four_weeks():
    within, beyond = (datetime(2027, 2, day, 19, tzinfo=UTC) for day in (5, 24))

    assert mondays(NOW + timedelta(days=7), TORONTO, within) == weeks()
    assert mondays(NOW + timedelta(days=7), TORONTO, beyond) == weeks(date(2027, 2, 15))


def test_useful_times_are_those_that_are_daytime_for_many():
    assert (some_slots().times[0], some_slots().times[-1]) == (time(8), time(18))
    assert len(some_slots().times) == 21


def test_useful_times_are_told_on_the_clock_of_whoever_chooses():
    assert some_slots(zone=ZoneInfo("America/Vancouver")).times[0] == time(6)
    assert some_slots(zone=ZoneInfo("Asia/Kathmandu")).times[-1] == time(23, 30)


def test_the_people_concerned_bring_their_own_times():
    honolulu = [("Pacific/Honolulu", None)] * 3

    assert some_slots(honolulu).times[-1] == time(22)
    assert some_slots(honolulu + [("America/Toronto", None)] * 9).times[-1] == time(18)


def test_a_time_that_clocks_skip_is_no_start():
    """Cairo goes from 0:00 to 1:00 on a Friday."""
    there = some_slots(zone=ZoneInfo("Africa/Cairo"), mondays=weeks(date(2027, 4, 26)))

    assert there.minute_at(date(2027, 4, 30), time(0, 30)) is None
    assert there.minute_at(date(2027, 4, 30), time(1)) is not None


# --- Figures


def test_figures_count_north_america_and_the_people_concerned():
    people = [("America/Toronto", None), ("America/St_Johns", None), ("Pacific/Honolulu", None)]
    slots = some_slots(people, people[1:2])
    figures = slots.figures(slots.minute_at(MONDAY, time(16)))  # 17:30 in St. John's

    assert (figures.suited, figures.comfortable_people) == (2, 2)
    assert figures.daytime == pytest.approx(0.999, abs=0.001)
    assert not figures.friendly  # it does not suit the one who nominated
    assert slots.figures(slots.minute_at(MONDAY, time(14))).friendly


# --- The best


def test_the_best_are_friendly_one_for_each_day_and_the_fairest_first():
    people = [("America/St_Johns", None), ("Pacific/Honolulu", None)] * 6
    slots = some_slots(people)

    best = slots.best(12)

    assert local(best[:3]) == ["01-11 14:00", "01-12 14:00", "01-13 14:00"]
    assert len({as_instant(minute).date() for minute in best}) == 12
    assert [slots.score(minute) for minute in best] == sorted(slots.score(minute) for minute in best)
    assert all(slots.is_friendly(minute) for minute in best)


def test_no_start_of_a_day_is_fairer_than_its_best():
    slots = some_slots([(zone, None) for zone in FAR] * 3)

    for minute in slots.best(20):
        day = as_instant(minute).astimezone(TORONTO).date()
        others = [slots.minute_at(day, at) for at in slots.times]
        assert slots.score(minute) == min(slots.score(other) for other in others if slots.is_friendly(other))


def test_the_best_never_lie_before_the_earliest():
    earliest = minute_of(datetime(2027, 1, 13, 19, 1, tzinfo=UTC))

    assert local(some_slots().best(1, earliest)) == ["01-13 14:30"]
    assert some_slots().best(12, minute_of(datetime(2028, 1, 1, tzinfo=UTC))) == []


def test_among_equally_fair_starts_those_without_penalty_then_the_nearest_come_first():
    near = minute_of(datetime(2027, 1, 20, 19, tzinfo=UTC))

    assert local(some_slots().best(3, near=near)) == ["01-20 14:00", "01-19 14:00", "01-21 14:00"]
    spoilt = some_slots().best(3, near=near, penalty=lambda minute: minute == near)
    assert local(spoilt)[0] != "01-20 14:00"


def test_where_no_start_is_friendly_the_fairest_are_offered_all_the_same():
    people = [("Asia/Kathmandu", None)] * 3
    slots = some_slots(people, people)

    assert len(slots.best(12)) == 12
    assert not any(slots.is_friendly(minute) for minute in slots.best(12))


def test_those_with_higher_past_costs_are_spared():
    """In July no hour is comfortable for both: it is 8:30 in Honolulu, or 16:30 in St. John's."""
    people = [("America/St_Johns", None), ("Pacific/Honolulu", None)] * 5
    july = weeks(date(2027, 7, 12))

    east, west = (
        local(some_slots(people, past_costs=costs * 5, mondays=july).best(1)) for costs in ([9, 0], [0, 9])
    )

    assert (east, west) == (["07-12 14:00"], ["07-12 15:00"])


# --- What always holds


@settings(deadline=None)
@given(crowds, st.randoms(), days, st.integers(0, 20))
def test_the_order_of_people_changes_neither_score_nor_choice(people, random, day, half_hours):
    shuffled = random.sample(people, len(people))
    one, other = (some_slots(crowd, crowd, mondays=weeks(number=1)) for crowd in (people, shuffled))
    minute = minute_of(NOW + timedelta(days=day, minutes=30 * half_hours))

    assert one.score(minute) == other.score(minute)
    assert one.figures(minute) == other.figures(minute)
    assert one.best(5) == other.best(5)


@settings(deadline=None)
@given(crowds, days, st.integers(0, 11), st.integers(1, 12))
def test_a_start_moved_further_outside_everyones_day_is_never_better(people, day, half_hours, further):
    """From 17:00 in Honolulu (3:00 UTC) on, until it is 5:30 in St. John's (9:00 UTC): nobody's day."""
    start = datetime(2027, 1, 12, 3, tzinfo=UTC) + timedelta(days=day, minutes=30 * half_hours)
    later = min(start + timedelta(minutes=30 * further), start.replace(hour=9, minute=0))
    slots = some_slots(people)

    assert slots.score(minute_of(start)).costs <= slots.score(minute_of(later)).costs


@settings(deadline=None)
@given(st.sampled_from(SAME_RULES), days, st.integers(0, 47), st.integers(1, 60))
def test_zones_with_equal_rules_are_equal(pair, day, half_hours, minutes):
    one, other = (some_slots([(zone, None)] * 12, [(zone, None)], minutes=minutes) for zone in pair)
    minute = minute_of(NOW + timedelta(days=day, minutes=30 * half_hours))

    assert one.score(minute) == other.score(minute)
    assert one.figures(minute) == other.figures(minute)


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(SAME_RULES))
def test_zones_with_equal_rules_choose_the_same_hour(pair):
    assert (
        len({tuple(some_slots([(zone, None)] * 12, mondays=weeks(number=1)).best(5)) for zone in pair}) == 1
    )


# --- Weeks in which countries disagree


BEFORE = {  # Friday, 12 March 2027, 14:00 in Toronto
    "America/Mexico_City": "13:00",
    "America/Chicago": "13:00",
    "America/Toronto": "14:00",
    "America/Phoenix": "12:00",
    "America/Regina": "13:00",
    "America/Whitehorse": "12:00",
    "America/Vancouver": "12:00",
    "America/Cancun": "14:00",
    "America/Tijuana": "11:00",
    "America/St_Johns": "15:30",
    "Pacific/Honolulu": "09:00",
    "America/Havana": "15:00",
    "America/Edmonton": "13:00",
    "America/Winnipeg": "14:00",
}
MOVED = ("Chicago", "Toronto", "Tijuana", "St_Johns")


def hours(instant):
    return {zone: f"{instant.astimezone(ZoneInfo(zone)):%H:%M}" for zone in BEFORE}


def test_the_week_in_which_mexico_stays_and_the_others_move():
    """From 14 March 2027 on, 14:00 in Toronto is an hour earlier for all whose clocks stay: Mexico but its
    border, and in Canada those who stopped changing."""
    slots = some_slots(mondays=weeks(date(2027, 3, 8), 2))
    before, after = (as_instant(slots.minute_at(date(2027, 3, day), time(14))) for day in (12, 15))

    assert (before.hour, after.hour) == (19, 18)
    assert hours(before) == BEFORE
    expected = {
        zone: hour if zone.endswith(MOVED) else f"{int(hour[:2]) - 1:02}{hour[2:]}"
        for zone, hour in BEFORE.items()
    }
    assert hours(after) == expected


def test_the_week_in_which_mexico_and_canada_agree_again():
    """The United States, eastern Canada and Cuba go back on 7 November 2027; Mexico stays where it is."""
    slots = some_slots(mondays=weeks(date(2027, 11, 1), 2))
    before, after = (as_instant(slots.minute_at(date(2027, 11, day), time(14))) for day in (5, 8))

    assert (hours(before)["America/Mexico_City"], hours(after)["America/Mexico_City"]) == ("12:00", "13:00")
    assert (hours(before)["America/Havana"], hours(after)["America/Havana"]) == ("14:00", "14:00")


@pytest.mark.parametrize(
    "zone", ["America/Mexico_City", "America/Tijuana", "America/Havana", "America/Regina"]
)
def test_the_fairest_hour_follows_the_sun_over_the_change(zone):
    """On the clock of whoever chooses, wherever that is, the fairest start is the same instant."""
    here = some_slots(zone=ZoneInfo(zone), mondays=weeks(date(2027, 3, 8), 2))
    toronto = some_slots(mondays=weeks(date(2027, 3, 8), 2))

    assert here.best(10) == toronto.best(10)


def test_both_sides_of_the_change_are_offered_comfortable_hours():
    people = [(zone, None) for zone in BEFORE]
    slots = some_slots(people, mondays=weeks(date(2027, 3, 8), 2))
    by_day = {as_instant(minute).astimezone(TORONTO).date(): minute for minute in slots.best(10)}
    friday, monday = (slots.figures(by_day[date(2027, 3, day)]) for day in (12, 15))

    assert (friday.comfortable_people, friday.suited, monday.suited) == (14, 14, 14)
