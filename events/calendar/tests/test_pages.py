"""Calendars on the pages of co-labs: structured data, links to other calendars, replies for the organizer."""

import html
import json
import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from events.calendar.subscribe_links import Addition, Subscription
from events.models import CalendarReply, CoLab, Move
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db
HOSTILE = '</script><script>alert("&")</script>'


def page(colab, person=None):
    client = Client()
    if person:
        client.force_login(person)
    response = client.get(colab.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def schema(text):
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    return json.loads(found)


def meta(text):
    return dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)">', text))


# --- What unfurls where a link is pasted


def test_a_public_colab_is_an_event_for_programs():
    colab = make.colab(title="Drinking water", question="What works?", zone="America/Toronto", language="en")

    event = schema(page(colab))

    link = f"http://testserver{colab.get_absolute_url()}"
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"urn:uuid:{colab.uid}",
        "name": "Drinking water",
        "description": "What works?",
        "inLanguage": "en",
        "startDate": colab.starts_at.astimezone(colab.zone).isoformat(timespec="minutes"),
        "endDate": colab.ends_at.astimezone(colab.zone).isoformat(timespec="minutes"),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": link},
        "organizer": {"@type": "Organization", "name": "Co-Lab", "url": "http://testserver/"},
        "maximumAttendeeCapacity": 10,
        "isAccessibleForFree": True,
        "url": link,
    }


def test_it_says_what_it_is_before_anybody_opens_it():
    colab = make.colab(title="Drinking water", question='What "works"?')

    text = page(colab)
    found = meta(text)

    assert (found["og:title"], found["og:url"]) == (
        "Drinking water",
        f"http://testserver{colab.get_absolute_url()}",
    )
    assert found["og:description"] == found["description"]
    assert "Toronto (UTC−" in found["description"]
    assert html.unescape(found["description"]).endswith('. What "works"?')
    assert f'<link rel="canonical" href="{found["og:url"]}">' in text


def test_a_move_and_its_end_are_told():
    moved, off = make.colab(), make.colab(state=CoLab.State.CALLED_OFF)
    Move.objects.create(
        colab=moved, from_start=moved.starts_at - timedelta(days=1), to_start=moved.starts_at, reason="x"
    )

    event = schema(page(moved))

    before = (moved.starts_at - timedelta(days=1)).astimezone(moved.zone).isoformat(timespec="minutes")
    assert (event["eventStatus"], event["previousStartDate"]) == (
        "https://schema.org/EventRescheduled",
        before,
    )
    assert schema(page(off))["eventStatus"] == "https://schema.org/EventCancelled"


def test_no_title_ends_the_data_block():
    colab = make.colab(title=HOSTILE, question=HOSTILE)

    text = page(colab)

    assert schema(text)["name"] == HOSTILE
    assert "<script>alert" not in text


def test_neither_names_nor_the_room_are_told():
    colab = make.colab(room_url="https://meet.example.org/secret")
    make.seated(colab, make.participant("Zoe Example"))

    text = page(colab)

    assert colab.organizer.name not in json.dumps(schema(text))
    assert "secret" not in text
    assert "Zoe" not in text


@pytest.mark.parametrize("private", [{"is_public": False}, {"kind": "healing"}])
def test_of_a_private_forum_nothing_is_told(private):
    forum, person = make.forum(**private), make.participant()
    make.membership(forum, person)
    colab = make.colab(topic=make.topic(forum=forum))

    text = page(colab, person)

    assert "ld+json" not in text
    assert "og:title" not in text
    assert meta(text)["robots"] == "noindex"


# --- Links to other calendars


def query(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_a_colab_is_added_elsewhere_with_our_page_and_never_the_room():
    colab = make.colab(title="Eau & forêts", question="Quoi ?", room_url="https://meet.example.org/secret")
    addition, link = Addition(colab), f"http://testserver{colab.get_absolute_url()}"

    google, outlook = query(addition.google), query(addition.outlook)

    times = f"{colab.starts_at:%Y%m%dT%H%M%SZ}/{colab.ends_at:%Y%m%dT%H%M%SZ}"
    assert (google["text"], google["dates"], google["location"]) == ("Eau & forêts", times, link)
    assert (outlook["subject"], outlook["startdt"]) == (
        "Eau & forêts",
        f"{colab.starts_at:%Y-%m-%dT%H:%M:%SZ}",
    )
    for address in (addition.google, addition.outlook, addition.outlook_home):
        assert address.startswith("https://")
        assert "secret" not in address
        assert any(link in value for value in query(address).values())


def test_links_are_there_while_it_lies_ahead():
    ahead, over = make.colab(), make.colab(starts_at=timezone.now() - timedelta(days=1))
    draft = make.colab(state=CoLab.State.DRAFT)

    assert "calendar.google.com" in page(ahead)
    assert "calendar.google.com" not in page(over)
    assert "calendar.google.com" not in page(draft, draft.organizer)


def test_a_subscription_is_offered_to_each_program():
    subscription = Subscription("Mine & yours", "https://colab.example/calendar/x.ics")

    assert subscription.webcal == "webcal://colab.example/calendar/x.ics"
    assert query(subscription.google) == {"cid": "webcal://colab.example/calendar/x.ics"}
    assert query(subscription.outlook) == {"url": subscription.url, "name": "Mine & yours"}


# --- Replies, for the organizer only


def test_only_the_organizer_sees_the_replies():
    colab = make.colab()
    seat = make.seated(colab, make.participant("Zoe Example"))
    CalendarReply.objects.create(
        registration=seat, uid=seat.uid, sequence=0, partstat="TENTATIVE", stamp=timezone.now()
    )

    assert "Zoe Example: tentative" in page(colab, colab.organizer)
    assert "tentative" not in page(colab, seat.participant)


def test_a_page_makes_as_many_queries_for_ten_replies_as_for_one():
    colab, client = make.colab(), Client()
    client.force_login(colab.organizer)

    def query_count(replies):
        for _ in range(replies):
            seat = make.seated(colab)
            CalendarReply.objects.create(
                registration=seat, uid=seat.uid, sequence=0, partstat="ACCEPTED", stamp=timezone.now()
            )
        address = colab.get_absolute_url()
        with recorded() as queries:
            accepted = client.get(address).content.count(b": accepted")
        assert accepted == CalendarReply.objects.count()
        return len(queries)

    assert query_count(replies=1) == query_count(replies=9)


def test_programs_read_the_page_as_an_h_event():
    colab = make.colab(title='Forms & "fees"')

    values = dict(
        re.findall(r'<data class="([\w-]+)" value="([^"]*)">', page(colab).partition(" h-event")[2])
    )

    assert values["p-name"] == "Forms &amp; &quot;fees&quot;"
    assert datetime.fromisoformat(values["dt-start"]) == colab.starts_at
    assert datetime.fromisoformat(values["dt-end"]) == colab.ends_at
    assert values["u-url"] == colab.get_absolute_url()


def test_a_draft_is_no_h_event():
    draft = make.colab(state="draft")

    assert "h-event" not in page(draft, draft.organizer)
