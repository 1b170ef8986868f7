"""What the network was like, month by month (R-MONTHLY-READING)."""

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from network.connections import connections
from network.map import readings
from network.models import NetworkReading
from testing import make

pytestmark = pytest.mark.django_db
NOBODY = {
    "people": 0,
    "connections": 0,
    "across_districts": 0,
    "across_organizations": 0,
    "islands": 0,
    "alone": 0,
}


def person(district="North", organization="Library", **fields):
    return make.participant(district=district, organization=organization, **{"on_map": True} | fields)


def test_a_reading_counts_what_the_map_shows():
    """Check R-MONTHLY-READING."""
    ana, ben, cy, dee = person(), person("South"), person("South", "Parks"), person()
    hidden, away = person(on_map=False), person(is_active=False)
    for one, other in ((ana, ben), (ben, cy), (ana, hidden), (cy, away)):
        connections.keep(one, other, make.held_colab())
    connections.keep(cy, dee, make.held_colab(topic=make.topic(forum=make.forum(kind="healing"))))

    assert readings.read() == {
        "people": 4,
        "connections": 2,
        "across_districts": 1,
        "across_organizations": 1,
        "islands": 1,
        "alone": 1,
    }


def test_of_nobody_everything_is_nought():
    assert readings.read() == NOBODY


def test_it_is_taken_once_a_month_of_the_site_and_of_each_space_that_names_people(time_machine):
    """Check R-MONTHLY-READING."""
    time_machine.move_to("2027-01-15T12:00Z", tick=False)
    open_one, healing = make.forum(), make.forum(kind="healing")
    for _again in range(2):
        readings.take_due()
    assert set(NetworkReading.objects.values_list("forum", flat=True)) == {None, open_one.pk}

    time_machine.move_to("2027-02-01T12:00Z", tick=False)
    later = make.forum()
    readings.take_due()
    months = NetworkReading.objects.order_by("month").values_list("month__month", flat=True)
    assert list(months) == [1, 1, 2, 2, 2]
    assert NetworkReading.objects.filter(forum=later).count() == 1
    assert not NetworkReading.objects.filter(forum=healing).exists()


def test_of_a_space_its_members_are_counted():
    forum = make.forum()
    inside = [make.membership(forum, person()).participant for _ in range(2)]
    connections.keep(*inside, make.held_colab())
    connections.keep(inside[0], person(), make.held_colab())

    found = readings.read(forum)

    assert (found["people"], found["connections"]) == (2, 1)


def test_no_month_of_fewer_than_four_people_is_shown():
    for people, month in ((3, "2027-01-01"), (4, "2027-02-01")):
        NetworkReading.objects.create(month=month, **NOBODY | {"people": people})
    client = Client()
    client.force_login(person())
    page = client.get(reverse("network:map")).text

    assert "February 2027" in page
    assert "January 2027" not in page


def test_the_database_keeps_one_a_month():
    NetworkReading.objects.create(month="2027-01-01", **NOBODY)

    with pytest.raises(IntegrityError):
        NetworkReading.objects.create(month="2027-01-01", **NOBODY)


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1])))
def test_islands_are_those_that_joining_one_by_one_leaves(pairs):
    islands = []
    for pair in pairs:
        touched = [island for island in islands if island & set(pair)]
        islands = [island for island in islands if island not in touched] + [set(pair).union(*touched)]

    assert readings._islands(pairs) == len(islands)
