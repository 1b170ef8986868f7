"""`/value/` and that of a space: pictures whose numbers stand in their tables, and nothing of a person."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from events.models import CoLab, Objective
from followups.models import Tick
from learning import months
from learning.library import shelves
from learning.models import Trial, ValueReading
from learning.value import network, readings
from network.models import NetworkReading
from testing import make

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(autouse=True)
def march(time_machine):
    time_machine.move_to("2027-03-15T18:00Z", tick=False)


@pytest.fixture
def forum():
    return make.forum()


@pytest.fixture
def year(forum):
    """Twelve months in which something came of an hour each; read, with the network at each beginning."""
    for months_ago in range(12):
        _hour(forum, timezone.now() - timedelta(days=1 + 30 * months_ago))
    readings.take_due()
    for at, month in enumerate(months.up_to(date(2027, 3, 1), readings.MONTHS)):
        for of in (None, forum):
            NetworkReading.objects.create(
                forum=of,
                month=month,
                people=20 + at,
                connections=10 + at,
                across_districts=5,
                across_organizations=at,
                islands=4 if at < 6 else 1,
                alone=12 - at,
            )


def _hour(forum, start):
    came = [make.participant() for _each in range(4)]
    colab = make.held_colab(topic=make.topic(forum=forum), people=came, starts_at=start, roles_came=False)
    objective = Objective.objects.create(colab=colab, position=1, dimension="me", text="One sentence")
    experiment, output = make.experiment(colab.topic), make.output(colab.topic)
    for person, showed, tick in zip(came, ("yes", "partly", "no", "early"), (2, 2, 1, 0), strict=True):
        make.note(colab, person)
        Tick.objects.create(objective=objective, participant=person, answer=tick)
        make.trial(experiment, person, showed=showed, told_at=start + timedelta(hours=2))
        make.use(output)


def sections(client, address="/value/"):
    page = BeautifulSoup(client.get(address).text, "html.parser")
    return {one["id"]: one for one in page.select("section[id]") if one.find("svg")}


def test_five_pictures_once_there_are_twelve_months_each_with_a_sentence_and_a_table(client, year):
    found = sections(client)
    assert list(found) == ["talk-to-use", "across", "network", "objectives", "where-used"]
    for section in found.values():
        assert section.select_one("p.lead").text.strip()
        assert section.select_one("table caption")
        assert section.select("tbody tr")


def test_the_sentence_says_the_year(client, year):
    said = sections(client)["talk-to-use"].select_one("p.lead").text
    assert said == (
        "In the twelve months to March 2027: 12 hours, people came 48 times, 48 notes, "
        "48 places told what they tried (Yes: 12 · Partly: 12 · No: 12 · Unclear: 12), "
        "12 outputs used elsewhere in 1 district."
    )


@pytest.mark.parametrize("address", ["/value/", "space"])
def test_every_number_in_a_picture_stands_in_its_table_and_in_the_file(client, year, forum, address):
    """Check R-VALUE-IS-COUNTED."""
    page, file = ("/value/", "/value.csv")
    if address == "space":
        page, file = (
            reverse(f"learning:{name}", args=[forum.slug]) for name in ("value_of_space", "csv_of_space")
        )
    rows = list(csv.reader(io.StringIO(client.get(file).text.lstrip("\ufeff"))))
    for section in sections(client, page).values():
        drawn = {number for text in section.select("svg text") for number in NUMBER.findall(text.text)}
        table = {
            number for cell in section.select("table :is(td, th)") for number in NUMBER.findall(cell.text)
        }
        title = section.find("h2").text
        in_file = {
            number for row in rows if row[0] == title for cell in row[1:] for number in NUMBER.findall(cell)
        }
        assert drawn
        assert drawn <= table
        assert {number for cell in section.select("td") for number in NUMBER.findall(cell.text)} <= in_file


def test_pictures_of_a_year_wait_for_a_year(client, forum):
    _hour(forum, timezone.now() - timedelta(days=3))
    readings.take_due()
    NetworkReading.objects.create(
        month=date(2027, 3, 1),
        people=8,
        connections=9,
        across_districts=5,
        across_organizations=0,
        islands=1,
        alone=2,
    )
    assert list(sections(client)) == ["talk-to-use", "across", "where-used"]


@pytest.mark.parametrize(
    ("districts", "organizations", "said"),
    [
        (5, 4, "Of 9 connections, 56 in a hundred lead to another district, and 44 to another organization."),
        (5, 3, "Of 9 connections, 56 in a hundred lead to another district."),
        (8, 0, "Of 9 connections, 0 in a hundred lead to another organization."),
        (6, 1, None),
    ],
)
def test_no_share_tells_of_few_connections(districts, organizations, said):
    """Check R-NOT-UNDER-FOUR: neither of those that lead elsewhere nor of those that do not."""
    across = {"across_districts": districts, "across_organizations": organizations}
    reading = NetworkReading(month=date(2027, 3, 1), people=12, connections=9, alone=0, islands=1, **across)
    figure = network.across([reading])
    assert (figure.sentence if figure else None) == said


def test_an_earlier_month_shows_its_network_and_not_a_later_one(client, year):
    found = sections(client, "/value/?month=2026-06")
    assert "Of 12 connections" in found["across"].text
    assert "network" not in found
    latest = sections(client)["where-used"].select_one("p.lead").text
    assert latest.startswith("In the twelve months to March 2027: ")


@pytest.mark.parametrize(
    ("alone", "parts"), [(0, "12,0"), (1, ""), (3, ""), (4, "8,4"), (9, ""), (12, "0,12")]
)
def test_of_a_network_no_part_is_shown_that_tells_of_few(alone, parts):
    """Check R-NOT-UNDER-FOUR."""
    reading = NetworkReading(people=12, alone=alone, connections=6, islands=1)
    found = network.parts_of(reading)
    assert ",".join(map(str, found or [])) == parts


def test_before_four_people_there_is_no_number_but_what_was_said(client, forum):
    """Check R-NOT-UNDER-FOUR."""
    three = [make.participant() for _each in range(3)]
    colab = make.held_colab(topic=make.topic(forum=forum), people=three, roles_came=False)
    story = make.story(colab)
    readings.take_due()

    page = client.get("/value/").text
    assert "The first figures appear when four people have answered." in page
    assert story.title in page
    assert not ValueReading.objects.exists()


def test_few_connected_people_are_no_picture_of_the_network(client):
    """Check R-NOT-UNDER-FOUR."""
    row = {"across_districts": 1, "across_organizations": 1, "islands": 1}
    NetworkReading.objects.create(month=date(2027, 3, 1), people=9, connections=1, alone=7, **row)
    assert sections(client) == {}


def test_each_number_leads_to_its_list(client, year, forum):
    """Check R-VALUE-IS-COUNTED."""
    client.force_login(make.participant())
    found = sections(client).values()
    assert [row.th.text for one in found for row in one.select("tbody tr") if not row.a] == []
    addresses = {a["href"] for one in found for a in one.select("table a")}
    assert {client.get(address).status_code for address in addresses} == {200}
    visitor = AnonymousUser()
    counted = {
        "hours": CoLab.objects.visible_to(visitor).held().count(),
        "notes": shelves.notes(visitor).count(),
        "told": Trial.objects.visible_to(visitor).told().count(),
    }
    numbers = readings.of_month(date(2027, 3, 1))
    shown = {name: sum(n for (what, _part), n in numbers.items() if what == name) for name in counted}
    assert shown == counted


def test_the_thinnest_step_names_its_role(client, year):
    assert (
        "The thinnest step: pairs who want to talk more. The role that looks at it: "
        in client.get("/value/").text
    )


def test_what_did_not_turn_out_is_as_large_as_what_did(client, year):
    """Check R-SAME-SIZE: four answers alike in the sentence, the table and the picture."""
    section = sections(client)["talk-to-use"]
    answers = [
        str(row)
        for row in section.select("tbody tr")
        if row.th.text.startswith("places that told what they tried: ")
    ]
    assert len({re.sub(r"tried: \w+", "tried: …", row) for row in answers}) == 1
    assert len(answers) == 4


def test_nobody_is_named(client, year, forum):
    """Check R-NOBODY-RANKED."""
    page = client.get("/value/").text
    for seat in forum.topics.first().colabs.first().registrations.all():
        assert seat.participant.name not in page


def test_an_earlier_month_can_be_read_and_others_are_not_found(client, year):
    before = sections(client, "/value/?month=2026-06")["talk-to-use"].select_one("p.lead").text
    assert before.startswith("In the twelve months to June 2026: 3 hours")
    for asked in ("2025-01", "2027-13", "x", "2027-03-01"):
        assert client.get("/value/", {"month": asked}).status_code == 404


def test_who_reads_a_space_reads_what_came_of_it(client, year, forum):
    closed, healing = make.forum(is_public=False), make.forum(kind="healing")
    addresses = {one: reverse("learning:value_of_space", args=[one.slug]) for one in (forum, closed, healing)}
    assert [client.get(address).status_code for address in addresses.values()] == [200, 404, 404]
    member = make.participant()
    for space in (closed, healing):
        make.membership(space, member)
    client.force_login(member)
    assert [client.get(address).status_code for address in addresses.values()] == [200, 200, 404]
    assert "space=" + forum.slug in client.get(addresses[forum]).text


def test_of_a_space_only_its_own_stories_stand_there(client, forum):
    own = make.story(make.held_colab(topic=make.topic(forum=forum)), title="Ours")
    make.story(make.held_colab(topic=make.topic(forum=make.forum())), title="Of others")
    page = client.get(reverse("learning:value_of_space", args=[forum.slug])).text
    assert (own.title in page, "Of others" in page) == (True, False)


def test_a_list_of_one_space_holds_what_was_counted_there(client, year, forum):
    """Check R-VALUE-IS-COUNTED."""
    other = make.topic(forum=make.forum())
    make.experiment(other, if_we="ask elsewhere")
    make.output(other, title="Of elsewhere")
    make.held_colab(topic=other, title="Hour of elsewhere")
    lists = {
        "learning:experiments": "ask elsewhere",
        "learning:outputs": "Of elsewhere",
        "events:past": "Hour of elsewhere",
    }
    for name, elsewhere in lists.items():
        address = reverse(name)
        assert elsewhere in client.get(address).text
        page = client.get(address, {"space": forum.slug})
        assert (elsewhere in page.text, forum.name in page.text) == (False, True)
        assert client.get(address, {"space": "none-such"}).status_code == 404
