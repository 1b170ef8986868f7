"""The time finder: suggestions in words, warnings, costs that go round."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from core.timezones.local_time import minute_of
from core.timezones.wall_time import Start
from events.scheduling import cost_by_zone, finder
from testing import make

pytestmark = pytest.mark.django_db

TORONTO = ZoneInfo("America/Toronto")
EAST, WEST = "America/St_Johns", "Pacific/Honolulu"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)


def a_topic(*zones, **fields):
    topic = make.topic()
    for zone in zones:
        make.nomination(topic, make.participant(zone=zone, **fields))
    return topic


def find(topic, reader=None, *, start=None, **options):
    reader = reader or make.organizer("Olga Sample")
    options = {"zone": TORONTO, "minutes": 60, "team": [reader]} | options
    if start:
        options["start"] = Start(at(start), TORONTO)
    return finder.of(topic, reader, **options)


def at(text):
    """ "01-14 14:00" on the clock of Toronto."""
    return datetime.strptime(f"2027-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=TORONTO)


def suggested(found, text):
    return next(suggestion for suggestion in found.best if suggestion.start.instant == at(text))


# --- The best, with their reasons


def test_a_dozen_is_offered_from_the_notice_on():
    found = find(a_topic("America/Toronto"))

    assert len(found.best) == 12
    assert min(suggestion.start.instant for suggestion in found.best) >= at("01-11 10:00")
    assert suggested(found, "01-12 14:00").reason == (
        "Comfortable for 100 % of North America and for the one person concerned."
    )


def test_a_reason_says_for_how_many_it_is_comfortable_and_whom_it_is_hard_for():
    topic = a_topic(*["America/Toronto"] * 8, *[EAST] * 2, "Asia/Tokyo")
    found = find(topic, start="01-14 15:30")

    assert found.chosen.reason == (
        "Comfortable for 99 % of North America and for 8 of the 11 people concerned."
    )
    assert found.chosen.cost_sentence == (
        "It would start at 5:30\u202fa.m. in Tokyo, 5:00\u202fp.m. in St. John’s."
    )


def test_where_everybody_is_at_ease_the_cities_of_north_america_are_named():
    found = find(a_topic("America/Toronto"), start="01-14 13:00")

    assert found.chosen.cost_sentence == "It would start at 8:00\u202fa.m. in Honolulu."


def test_a_topic_nobody_wanted_yet_is_judged_by_north_america():
    found = find(make.topic())

    assert found.best[0].reason == "Comfortable for 100 % of North America."
    assert found.past_costs_by_city == []


def test_reasons_are_told_in_the_language_in_use():
    with translation.override("fr"):
        assert "8\u00a0h" in find(make.topic(), start="01-14 13:00").chosen.cost_sentence


def test_where_nothing_is_friendly_the_fairest_are_offered_and_it_is_said():
    found = find(a_topic("Asia/Kathmandu", "Asia/Kathmandu"))

    assert len(found.best) == 12
    assert not found.is_friendly


@pytest.mark.parametrize(("start", "fairest"), [("01-14 14:00", True), ("01-14 16:30", False)])
def test_whether_the_chosen_start_is_the_fairest(start, fairest):
    assert find(a_topic(EAST, WEST), start=start).is_fairest is fairest


def test_a_chosen_start_is_marked_and_looked_around():
    found = find(a_topic(EAST), start="01-27 14:00")

    assert suggested(found, "01-27 14:00").is_chosen
    assert found.best[0].start.instant == at("01-27 14:00")
    assert found.monday.isoformat() == "2027-01-25"


# --- What stands against a start


def test_holidays_are_named_and_come_last_among_equals():
    found = find(a_topic("America/Toronto"), near=at("01-18 14:00"))

    assert found.best[0].start.instant != at("01-18 14:00")
    (warning,) = find(a_topic("America/Toronto"), start="01-18 14:00").chosen.warnings
    assert "Martin Luther King" in warning


def test_holidays_of_the_regions_where_people_are_warn_too():
    there = {"country": "CA", "region": "AB"}
    found = find(a_topic("America/Edmonton", **there), start="02-15 14:00")

    assert any("Family Day" in warning and "CA-AB" in warning for warning in found.chosen.warnings)


def test_the_organizer_and_the_facilitator_are_warned_of_their_other_colabs():
    olga, fay = make.organizer("Olga Sample"), make.participant("Fay Sample")
    make.colab(organizer=olga, title="Hers", starts_at=at("01-14 14:30"))
    make.colab(facilitator=fay, title="Fay’s", starts_at=at("01-14 13:30"))
    make.seated(make.colab(starts_at=at("01-15 14:00")), fay)

    def warnings(start):
        return find(make.topic(), olga, team=[olga, fay, None], start=start).chosen.warnings

    assert warnings("01-14 14:00") == ["Fay Sample has “Fay’s” then.", "You have “Hers” then."]
    assert warnings("01-15 14:00") == ["Fay Sample has another co-lab then."]
    assert warnings("01-14 10:00") == []


def test_people_concerned_who_sit_elsewhere_are_counted():
    topic = a_topic("America/Toronto", "America/Toronto")
    other = make.colab(starts_at=at("01-14 14:00"))
    for nomination in topic.nominations.all():
        make.seated(other, nomination.participant)

    found = find(topic, start="01-14 14:00")

    assert found.chosen.warnings == ["2 of the people concerned have a seat in another co-lab then."]
    assert found.best[0].start.instant != at("01-14 14:00")


# --- Costs


def test_it_says_whom_the_chosen_hour_is_hard_for_the_hardest_first():
    topic = a_topic("America/Toronto", "America/Toronto", EAST, EAST, "America/Vancouver")

    assert find(topic, start="01-14 09:00").cost_sentences == [
        "Vancouver, 1 person: it starts at 7:00\u202fa.m., up to two hours outside the comfortable day."
    ]
    assert find(topic, start="01-14 12:00").cost_sentences == []


def test_past_costs_are_shown_by_city():
    topic = a_topic(EAST, WEST, "America/Toronto")
    people = [nomination.participant for nomination in topic.nominations.all()]
    make.held_colab(starts_at=datetime(2027, 1, 4, 13, tzinfo=UTC), people=people)  # 9:30, 3:00 and 8:00

    assert find(topic).past_costs_by_city == ["Honolulu (20.0 points each)", "Toronto (1.0 points each)"]


def test_zone_costs_join_people_whose_clocks_agree():
    people = [("America/Toronto", None), ("America/Toronto", None), ("America/Detroit", None), (WEST, None)]

    first, second = cost_by_zone.zone_costs(minute_of(at("01-14 10:00")), 60, people, [None, 3.0, 3.0, None])

    assert (first.zone, first.people, first.affected, first.cost) == (WEST, 1, 1, 20)
    assert (second.zone, second.people, second.affected, second.past_cost) == ("America/Toronto", 3, 0, 2.0)


def test_over_a_lineage_the_hard_hour_goes_round(time_machine):
    """In July no hour is comfortable for St. John's and Honolulu both: each has it in turn."""
    time_machine.move_to("2027-07-05 15:00Z", tick=False)
    topic = a_topic(*[EAST] * 5, *[WEST] * 5)
    people = [nomination.participant for nomination in topic.nominations.order_by("pk")]
    paid_by, colab = [], None
    for _ in range(6):
        best = find(topic, follows=colab).best[0].start.instant
        first = colab and (colab.first or colab)
        colab = make.colab(topic=topic, starts_at=best, follows=colab, first=first)
        for person in people:
            make.seated(colab, person)
        time_machine.move_to(best + timedelta(hours=2), tick=False)
        hard = cost_by_zone.zone_costs(minute_of(best), 60, [(zone, None) for zone in (EAST, WEST)])
        paid_by.append({each.zone for each in hard if each.cost})

    assert paid_by[0] != paid_by[1]
    assert paid_by in ([{EAST}, {WEST}] * 3, [{WEST}, {EAST}] * 3)


# --- Weeks


def test_a_week_has_its_days_times_and_cells():
    found = find(a_topic("America/Toronto", WEST), week="2027-01-18")
    times, cells = zip(*found.week.rows, strict=True)

    assert (found.week.title, [other.is_shown for other in found.weeks]) == (
        "Jan 18–22",
        [False, True, False, False],
    )
    assert [day.weekday for day in found.week.days] == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert "Martin Luther King" in found.week.days[0].holidays[0]
    assert times[0] == "8:00\u202fa.m."
    early = cells[0][1]
    assert (early.level, early.daytime, early.suited, early.value) == ("poor", 37, 1, "2027-01-19T13:00Z")
    good = cells[times.index("2:00\u202fp.m.")][1]
    assert (good.level, good.daytime, good.comfortable, good.comfortable_people) == ("good", 100, 100, 2)


def test_cells_tell_of_clashes_and_short_notice():
    olga = make.organizer()
    make.colab(organizer=olga, starts_at=at("01-11 09:00"))
    cells = {cell.value: cell for _, row in find(make.topic(), olga).week.rows for cell in row}

    assert cells["2027-01-11T14:00Z"].warnings == ["somebody is in another co-lab then", "short notice"]
    assert cells["2027-01-11T15:00Z"].warnings == []


def test_an_unknown_week_is_the_first():
    assert find(make.topic(), week="tomorrow").monday.isoformat() == "2027-01-11"


# --- What it asks of the database


def test_three_queries_however_many_people(django_assert_num_queries):
    for number in (3, 30):
        topic, olga = a_topic(*["America/Toronto"] * number), make.organizer()
        with django_assert_num_queries(3):
            found = find(topic, olga, start="01-14 14:00")
            assert found.best
            assert found.week.rows
            assert found.cost_sentences == found.past_costs_by_city == []
