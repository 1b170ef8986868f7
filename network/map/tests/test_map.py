"""On the map are people who show themselves, and what neither hides; the picture is its table (R-ON-MAP)."""

import csv
import io
import re
from itertools import combinations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from network.connections import connections
from network.map import groups
from network.models import Connection
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db


def person(name, district="North", organization="Library", **fields):
    return make.participant(name, district=district, organization=organization, **{"on_map": True} | fields)


@pytest.fixture
def ana():
    return person("Ana Ash")


@pytest.fixture
def ben():
    return person("Ben Birch", "South", "Parks")


def get(reader, **asked):
    client = Client()
    client.force_login(reader)
    return client.get(reverse("network:map"), asked)


def numbers(picture):
    """Return ({label: (people, connections within)}, {(label, label): connections})."""
    sizes = {node.label: (node.size, within) for node, _name, within in picture.rows}
    return sizes, {(one.label, other.label): count for one, other, count in picture.pairs}


def drawn(by="district"):
    return numbers(groups.of_all(by, "Others"))


def test_groups_are_as_large_as_their_people_and_chords_as_their_connections(ana, ben):
    cy, di = person("Cy Cedar"), person("Di Dogwood", "South")
    for one, other in ((ana, ben), (ana, di), (ana, cy)):
        connections.keep(one, other)

    assert drawn() == ({"North": (2, 1), "South": (2, 0)}, {("North", "South"): 2})
    assert drawn("organization") == ({"Library": (3, 2), "Parks": (1, 0)}, {("Library", "Parks"): 1})


@pytest.mark.parametrize(
    "hide",
    [
        lambda ana, ben: Participant.objects.filter(pk=ben.pk).update(on_map=False),
        lambda ana, ben: Participant.objects.filter(pk=ben.pk).update(is_active=False),
    ],
)
def test_who_is_hidden_leaves_no_mark(ana, ben, hide):
    """Check R-ON-MAP: the page is that of a site on which this person never was."""
    reader = person("Di Dogwood", "West")
    before = text_of(reader, without=ben)
    connections.keep(ana, ben)
    hide(ana, ben)

    assert text_of(reader) == before


def text_of(reader, without=None):
    if without:
        Participant.objects.filter(pk=without.pk).update(on_map=False)
    texts = [
        BeautifulSoup(get(reader, **asked).content, "html.parser").main.decode()
        for asked in ({}, {"by": "organization"}, {"group": "North"})
    ]
    if without:
        Participant.objects.filter(pk=without.pk).update(on_map=True)
    return texts


@pytest.mark.parametrize("side", [0, 1])
def test_either_hides_a_connection(ana, ben, side):
    """Check R-ON-MAP."""
    kept = connections.keep(ana, ben)
    client = Client()
    client.force_login((ana, ben)[side])

    client.post(reverse("network:hide_connection", args=[kept.pk]))
    assert drawn()[1] == {}
    assert "Show it on the map" in client.get(reverse("network:my_people")).text
    client.post(reverse("network:show_connection", args=[kept.pk]))
    assert drawn()[1] == {("North", "South"): 1}


def test_one_does_not_show_what_the_other_hides(ana, ben):
    kept = connections.keep(ana, ben)
    connections.set_hidden(kept, ana, True)
    connections.set_hidden(kept, ben, False)

    assert drawn()[1] == {}


def test_nothing_of_a_community_of_healing_is_on_it(ana, ben):
    """Check R-NAMELESS-SUGGESTS-NOTHING."""
    healing = make.forum(kind="healing", is_public=False)
    connections.keep(ana, ben, make.held_colab(topic=make.topic(forum=healing), people=[ana, ben]))

    assert Connection.objects.exists()
    assert drawn()[1] == {}


def test_inside_a_group_people_are_named_and_its_connections_lead_on(ana, ben):
    cy = person("Cy Cedar")
    connections.keep(ana, cy)
    connections.keep(ana, ben)

    text = get(ben, group="North").text

    assert ("Ana Ash" in text, "Cy Cedar" in text) == (True, True)
    inside = groups.inside("district", "North", "Others")
    assert numbers(inside.picture) == ({"Ana Ash": (1, 0), "Cy Cedar": (1, 0)}, {("Ana Ash", "Cy Cedar"): 1})
    assert inside.outward == [("South", 1)]
    assert get(ben, group="Nowhere").status_code == 404


def test_too_many_people_are_not_named():
    for number in range(groups.NAMED + 1):
        person(f"Person {number}", organization=f"Office {number % 3}")

    inside = groups.inside("district", "North", "Others")

    assert inside.people == []
    assert numbers(inside.picture)[0] == {"Office 0": (21, 0), "Office 1": (20, 0), "Office 2": (20, 0)}


def test_who_is_named_on_the_map_has_a_page_that_opens(ana, ben):
    """Check R-NAMES-MET: also of people who are not in the directory."""
    client = Client()
    client.force_login(ben)

    assert client.get(reverse("participants:person", args=[ana.pk])).status_code == 200
    Participant.objects.filter(pk=ana.pk).update(on_map=False)
    assert client.get(reverse("participants:person", args=[ana.pk])).status_code == 404
    connections.keep(ana, ben)
    assert client.get(reverse("participants:person", args=[ana.pk])).status_code == 200


def test_a_connection_can_be_hidden_before_one_is_on_the_map(ana, ben):
    kept = connections.keep(ana, ben)
    Participant.objects.filter(pk=ana.pk).update(on_map=False)
    client = Client()
    client.force_login(ana)

    assert reverse("network:hide_connection", args=[kept.pk]) in client.get(reverse("network:my_people")).text


def test_small_groups_are_folded_beyond_forty(ana):
    others = [person(f"Person {number}", f"D{number:02}") for number in range(50)]
    person("Twice", "D03")
    connections.keep(others[3], others[49])
    connections.keep(others[48], others[49])

    sizes, pairs = drawn()

    assert len(sizes) == groups.MOST
    assert sum(size for size, _within in sizes.values()) == 52
    assert (sizes["Others"], sizes["D03"]) == ((12, 1), (2, 0))
    assert pairs == {("D03", "Others"): 1}


def test_each_number_of_the_picture_stands_in_its_table_and_in_the_file(ana, ben):
    """Check R-PICTURE-IS-TABLE."""
    people = [ana, ben, *(person(f"Person {n}", f"D{n % 5}") for n in range(12))]
    for one, other in list(combinations(people, 2))[::3]:
        connections.keep(one, other)
    page = BeautifulSoup(get(ana).content, "html.parser")
    by_number = {text.text: text.parent for text in page.select_one("figure svg").find_all("text")}
    sizes, pairs = [
        [
            [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
            for row in table.tbody.find_all("tr")
        ]
        for table in page.main.find_all("table")
    ]

    assert [row[0] for row in sizes] == [f"{number} {mark.title.text}" for number, mark in by_number.items()]
    radius = {row[0]: float(by_number[row[0].split()[0]].circle["r"]) for row in sizes}
    larger = [(one, other) for one in sizes for other in sizes if int(one[1]) > int(other[1])]
    assert larger
    assert all(radius[one[0]] >= radius[other[0]] for one, other in larger)
    assert len(pairs) == len(page.select_one("figure svg").find_all("line"))
    widths = [float(line["stroke-width"]) for line in page.select_one("figure svg").find_all("line")]
    assert widths == sorted(widths, reverse=True)
    client = Client()
    client.force_login(ana)
    text = client.get(reverse("network:map_csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    sizes, named = (
        [[re.sub(r"^\d+ ", "", cell) for cell in row] for row in table] for table in (sizes, pairs)
    )
    assert [[row[0], *row[2:]] for row in rows if not row[1]] == sizes
    assert [[row[0], row[1], row[3]] for row in rows if row[1]] == named


def test_a_file_has_no_formulas(ana):
    Participant.objects.filter(pk=ana.pk).update(district="=1+1")
    client = Client()
    client.force_login(ana)

    assert "'=1+1" in client.get(reverse("network:map_csv")).text


def test_nobody_is_on_it_unless_they_say_so():
    make.participant(district="North")

    assert "Nobody shows themselves yet" in get(make.participant()).text


def test_ones_own_people_stand_around_oneself(ana, ben):
    connections.keep(ana, ben)
    client = Client()
    client.force_login(ana)

    page = BeautifulSoup(client.get(reverse("network:my_map")).content, "html.parser")

    assert len(page.select_one("figure svg").find_all("line")) == 1
    assert "Ben Birch" in page.main.table.text
