"""What was said stands where one lands, and is announced once (R-SAID-WHERE-ONE-IS)."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.registration import seats
from followups.notes import insights
from forums.candidates import nominations
from testing import make

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def people():
    return {"ana": make.participant(), "organizer": make.organizer(), "moderator": make.moderator()}


@pytest.fixture
def rows(people):
    ahead = make.colab(organizer=people["organizer"])
    held = make.held_colab(organizer=people["organizer"], people=[people["ana"]])
    insight = insights.write(held, people["ana"], "One form for all.")
    post = make.post(make.topic(), author=people["ana"])
    comment = insights.comment(insight, people["ana"], "We use one.")
    unseen = make.seated(make.held_colab(organizer=people["organizer"]), people["ana"]).colab
    return {
        "ahead": ahead,
        "held": held,
        "insight": insight,
        "post": post,
        "comment": comment,
        "unseen": unseen,
    }


NOTE = {"text": "Ask less.", "kind": "insight", "audience": "readers"}
DEEDS = {  # (address, its row, who, what is sent, place)
    "register": ("events:register", "ahead", "ana", {"intention": "listen"}, "seats"),
    "register again as organizer": (
        "events:register",
        "ahead",
        "organizer",
        {"intention": "listen"},
        "seats",
    ),
    "was there": ("followups:was_there", "unseen", "ana", {}, "insights"),
    "insight": ("followups:write_insight", "held", "ana", NOTE, "insight-"),
    "edit an insight": ("followups:edit_insight", "insight", "ana", NOTE | {"text": "Ask less."}, "insight-"),
    "edit an answer": ("followups:edit_comment", "comment", "ana", {"text": "Ask less."}, "comment-"),
    "delete an answer": ("followups:delete_comment", "comment", "ana", {}, "insight-"),
    "harvest": ("followups:harvest", "held", "organizer", {"nothing_to_record": "on"}, "harvest"),
    "follow-up": ("followups:ask", "held", "ana", {"reason": ""}, "follow-up"),
    "no follow-up": ("followups:do_not_ask", "held", "ana", {}, "follow-up"),
    "report a post": ("forums:report", "post", "organizer", {"reason": "It names a client."}, "post-"),
    "hide a post": ("forums:hide_post", "post", "moderator", {"reason": "Odd"}, "post-"),
    "report an insight": ("followups:report_insight", "insight", "organizer", {"reason": "Odd"}, "insight-"),
    "hide an insight": ("followups:hide_insight", "insight", "moderator", {"reason": "Odd"}, "insight-"),
    "hide an answer": ("followups:hide_comment", "comment", "moderator", {"reason": "Odd"}, "comment-"),
}


def landed(client, address, data):
    """Return (place, page) of a POST whose answer leads to a place."""
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.text[:500]
    path, _hash, place = answer["Location"].partition("#")
    return place, BeautifulSoup(client.get(path, follow=True).text, "html.parser")


@pytest.mark.parametrize("name", DEEDS)
def test_a_message_stands_where_one_lands_and_is_announced_once(client, people, rows, name):
    address, row, person, data, place_begins = DEEDS[name]
    client.force_login(people[person])

    place, page = landed(client, reverse(address, args=[rows[row].pk]), data)

    assert place.startswith(place_begins)
    above = page.select("#messages .notice")
    here = page.find(id=place).select(".said")
    assert len(above) == 1
    assert [note.get_text(strip=True) for note in here] == [note.get_text(strip=True) for note in above]
    assert page.select(".said[role], .said [role], .said[aria-live]") == []
    assert len(page.select(".said")) == 1


def test_a_pick_is_confirmed_beside_the_people(client, people, rows):
    client.force_login(people["ana"])
    address = reverse("network:pick", args=[rows["held"].pk, people["organizer"].pk])

    place, page = landed(client, address, {"reason": "information"})

    assert (place, len(page.select("#people .said"))) == ("people", 1)


def test_a_suggestion_on_the_board_is_confirmed_at_its_card(client, people, rows):
    topic = rows["post"].topic
    nominations.nominate(topic, make.participant())
    client.force_login(people["moderator"])
    data = {"intention": "listen", "next": f"{reverse('forums:candidates')}#candidate-{topic.pk}"}

    place, page = landed(client, reverse("forums:nominate", args=[topic.pk]), data)

    assert len(page.find(id=place).select(".said")) == len(page.select("#messages .notice")) == 1


def test_it_is_said_once_and_gone(client, people, rows):
    client.force_login(people["ana"])
    landed(client, reverse("followups:ask", args=[rows["held"].pk]), {"reason": ""})

    page = client.get(reverse("followups:after", args=[rows["held"].pk]))

    assert "said" not in {
        name for tag in BeautifulSoup(page.text, "html.parser")(class_=True) for name in tag["class"]
    }


def test_what_leads_to_no_place_is_said_above_alone(client, people, rows):
    client.force_login(people["organizer"])
    answer = client.post(
        reverse("events:call_off", args=[rows["ahead"].pk]), {"reason": "Snow."}, follow=True
    )

    page = BeautifulSoup(answer.text, "html.parser")
    assert (len(page.select("#messages .notice")), page.select(".said")) == (1, [])


@pytest.mark.parametrize("verb", ["register", "leave"])
def test_the_answer_to_htmx_says_it_at_the_seats_as_well(client, people, rows, verb):
    if verb == "leave":
        seats.join(rows["ahead"], people["ana"])
    client.force_login(people["ana"])
    address = reverse(f"events:{verb}", args=[rows["ahead"].pk])

    piece = client.post(address, {"intention": "listen"}, headers={"HX-Request": "true"}).text

    page = BeautifulSoup(piece, "html.parser")
    assert len(page.select("#seats .said")) == len(page.select("#messages [role=status]")) == 1


def test_the_answer_to_htmx_says_it_at_the_suggestions_as_well(client, people, rows):
    client.force_login(people["moderator"])
    address = reverse("forums:nominate", args=[rows["post"].topic_id])

    piece = client.post(address, {"intention": "listen"}, headers={"HX-Request": "true"}).text

    assert len(BeautifulSoup(piece, "html.parser").select("#nominations .said")) == 1


def test_every_place_to_which_an_answer_leads_shows_what_was_said():
    """Read the fragments that code leads to; a new one without `{% said_at %}` fails."""
    code = "\n".join(
        path.read_text()
        for part in ("events", "followups", "forums", "network", "learning", "moderation")
        for path in (ROOT / part).rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
    )
    places = set(re.findall(r"(?:redirect|_address|done)\(.*?[\"'}/]#([a-z-]+)|\+ f?\"#([a-z-]+)", code))
    places |= {(found, "") for found in re.findall(r"\}#([a-z]+-)\{", code)}
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    places |= {(found, "") for text in pages for found in re.findall(r"get_full_path }}#([a-z-]+)", text)}
    named = {(one or other).rstrip("-") for one, other in places}
    shown = {found for text in pages for found in re.findall(r'{% said_at "([a-z-]+)"', text)}

    assert {"seats", "post", "insight", "harvest"} <= named
    assert sorted(named - shown) == []
