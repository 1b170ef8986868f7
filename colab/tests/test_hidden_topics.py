"""A hidden topic takes its co-labs along: lists, feeds, calendars, search, and what they left behind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from colab.tests.addresses import ADDRESSES, READERS, world
from events.calendar import feeds
from events.lifecycle import colabs, reminders
from events.messages import notifications
from events.models import Attendance, CoLab
from followups.harvest import harvest
from followups.models import Origin
from followups.notes import insights
from followups.requests import requests
from forums.topics import topics
from mailing import outbox
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db

WORDS = ["Zyzzyva", "Quokka"]  # of the co-labs, and of what they left behind
OF_COLAB = ["events:colab", "events:short", "events:ics", "events:taken", "events:register"]
AFTERWARDS = ["followups:after", "followups:harvest"]


@pytest.fixture
def rows():
    """The world of every page, with a hidden topic that has a draft, a co-lab ahead and a held one."""
    rows = world()
    topic = make.topic(forum=rows["forum"])
    fields = {"topic": topic, "title": "Zyzzyva", "question": "Why Zyzzyva?", "description": "Of Zyzzyva"}
    ahead, draft = make.colab(**fields), make.colab(state="draft", **fields)
    held = make.held_colab(**fields, people=[make.participant()])
    harvest.record(held, held.organizer, summary="Quokka")
    insight = insights.write(held, held.organizer, "Quokka")
    requests.ask(held, make.participant(), "Quokka")
    Origin.objects.create(topic=rows["topic"], insight=insight)
    return rows | {"hidden": topic, "hidden_ahead": ahead, "hidden_draft": draft, "hidden_held": held}


def sign_in(client, person):
    client.logout()
    if person is not None:
        client.force_login(person)


def hide(rows):
    topics.hide(rows["hidden"], rows["moderator"], "Spam")


def shown(client, address):
    page = client.get(address, follow=True).content.decode(errors="replace")  # a picture, too
    return [word for word in WORDS if word in page.replace(address, "").replace("q=Zyzzyva", "")]


def lists(rows):
    """Yield every address of the site that is not about the hidden topic itself."""
    for name, entry in ADDRESSES.items():
        yield reverse(name, kwargs=entry.arguments(rows)) + entry.query


@pytest.mark.parametrize("reader", READERS)
def test_no_page_feed_or_calendar_shows_the_colabs_of_a_hidden_topic(client, rows, reader):
    """Check R-QUERY-PERMISSION."""
    sign_in(client, rows.get(reader))
    found = {address for address in lists(rows) if shown(client, address)}
    assert len(found) >= 4  # while it is not hidden: home, the lists, the topic that grew out of it …

    hide(rows)

    assert [address for address in lists(rows) if shown(client, address)] == []
    search = client.get("/search/", {"q": "Zyzzyva"})
    assert search.context.get("hits", []) == []


@pytest.mark.parametrize("reader", READERS)
def test_its_own_pages_are_not_there(client, rows, reader):
    hide(rows)
    sign_in(client, rows.get(reader))

    for key in ("hidden_ahead", "hidden_draft", "hidden_held"):
        for name in OF_COLAB + AFTERWARDS:
            arguments = {"pk": rows[key].pk} | ({"slug": "zyzzyva"} if name == "events:colab" else {})
            answer = client.get(reverse(name, kwargs=arguments))
            signs_in = reader == "visitor" and answer.status_code == 302 and "/login/" in answer["Location"]
            assert answer.status_code == 404 or signs_in, (key, name)


def test_who_has_a_seat_or_a_role_still_reaches_it(client, rows):
    """Check R-LEAVE-ALWAYS."""
    seat = make.seated(rows["hidden_ahead"]).participant
    hide(rows)

    for person in (seat, rows["hidden_ahead"].organizer):
        sign_in(client, person)
        assert client.get(rows["hidden_ahead"].get_absolute_url()).status_code == 200
        address = reverse("events:my_feed", args=[feeds.renew(person)])
        assert "Zyzzyva" in client.get(address).content.decode()


@pytest.mark.parametrize("part", ["seat", "organizer", "outsider"])
@pytest.mark.parametrize("key", ["under_way", "hidden_held"])
def test_both_pages_of_an_hour_are_reached_or_neither(client, rows, part, key):
    """Check R-LEAVE-ALWAYS: who has a part in it still reads what was written there."""
    start = timezone.now() - timedelta(minutes=10)
    rows["under_way"] = make.colab(topic=rows["hidden"], title="Zyzzyva", starts_at=start)
    colab = rows[key]
    person = {"seat": make.seated(colab).participant, "organizer": colab.organizer}.get(part, rows["member"])
    Attendance.objects.get_or_create(colab=colab, participant=person, mark="came", source="door")
    mine = insights.write(colab, person, "Quokka of mine")
    hide(rows)
    sign_in(client, person)

    pages = [client.get(colab.get_absolute_url()), client.get(reverse("followups:after", args=[colab.pk]))]

    assert [page.status_code for page in pages] == ([404, 404] if part == "outsider" else [200, 200])
    assert ("Quokka of mine" in pages[1].text) == (part != "outsider")
    assert client.get(reverse("followups:post_as_topic", args=[mine.pk])).status_code == 404


def test_its_organizer_can_still_call_it_off_and_delete_the_draft(client, rows):
    hide(rows)
    ahead, draft = rows["hidden_ahead"], rows["hidden_draft"]
    sign_in(client, draft.organizer)
    assert client.get(draft.get_absolute_url()).status_code == 200

    colabs.discard(draft, draft.organizer)
    colabs.call_off(ahead, ahead.organizer, "Spam")

    assert not CoLab.objects.ahead().filter(topic=rows["hidden"]).exists()


def test_its_organizer_is_not_sent_to_pages_that_are_not_there(client, rows):
    organizer = make.organizer()
    make.held_colab(topic=rows["hidden"], organizer=organizer, title="Zyzzyva")
    hide(rows)
    sign_in(client, organizer)

    assert "Zyzzyva" not in client.get("/").content.decode()
    assert "Zyzzyva" not in client.get(reverse("organize")).content.decode()


def test_mails_to_those_who_wanted_it_and_who_were_there_are_not_sent(rows, mailoutbox):
    """Check R-STILL-TRUE."""
    make.nomination(rows["hidden"], rows["member"])
    notifications.announced(rows["hidden_ahead"])
    make.colab(topic=rows["hidden"], follows=rows["hidden_held"], first=rows["hidden_held"])
    requests.notify_due()
    reminders.post_due()
    kinds = {"announced", "follow-up-announced", "wrap-up"}
    messages = Message.objects.filter(kind__in=kinds, about__colab__gte=rows["hidden_ahead"].pk)
    assert set(messages.values_list("kind", flat=True)) == kinds
    hide(rows)

    outbox.send_due()

    assert set(messages.values_list("state", flat=True)) == {"dropped"}
    assert not any("Zyzzyva" in mail.subject for mail in mailoutbox)
