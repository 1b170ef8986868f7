"""Calendar feeds, as clients request them.

See R-FEED-OPEN, R-FEED-TOKEN, R-FEED-STABLE, R-FEED-NO-NAMES and R-FEED-WINDOW.
"""

import logging
import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import icalendar
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import http_date
from django.utils.translation import gettext

from colab import logs
from events.calendar import feeds, invitations
from events.models import CoLab, FeedKey
from events.registration import role_entries, seats
from forums.models import Forum
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db
PUBLIC = "/calendar/co-labs.ics"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(content):
    return {str(event["SUMMARY"]): event for event in icalendar.Calendar.from_ical(content).events}


def fetch(address, **headers):
    return Client().get(address, headers=headers)


def query_count(client, address):
    with recorded() as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def own_feed(person):
    return entries(fetch(f"/calendar/{feeds.renew(person)}.ics").content)


def call_off(colab, at=None):
    CoLab.objects.filter(pk=colab.pk).update(
        state=CoLab.State.CALLED_OFF, called_off_at=at or timezone.now(), sequence=1
    )


# --- Requests (R-FEED-OPEN)


@pytest.fixture
def addresses():
    colab, person = make.colab(announced_at=timezone.now()), make.participant()
    make.seated(colab, person)
    forum = colab.topic.forum.slug
    return [
        PUBLIC,
        f"/calendar/forums/{forum}.ics",
        f"/calendar/{feeds.renew(person)}.ics",
        "/calendar/co-labs.atom",
        f"/calendar/forums/{forum}.atom",
    ]


def test_a_feed_needs_no_sign_in_and_sets_no_cookie(addresses):
    for address in addresses:
        response = fetch(address)

        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response["Vary"]
        assert "Content-Disposition" not in response


def test_a_calendar_says_that_it_is_one(addresses):
    assert [fetch(address)["Content-Type"] for address in addresses] == [
        *["text/calendar; charset=utf-8"] * 3,
        *["application/atom+xml; charset=utf-8"] * 2,
    ]


def test_the_response_is_the_same_for_whoever_is_signed_in(addresses):
    client = Client()
    client.force_login(make.organizer(language="fr"))
    visitor = Client()
    visitor.cookies.load({"zone": "Asia/Kathmandu", "clock": "24"})
    for address in addresses:
        for response in (client.get(address), visitor.get(address, headers={"accept-language": "es"})):
            assert response.content == fetch(address).content
            assert "Cookie" not in response["Vary"]


def test_head_is_allowed_and_nothing_can_be_posted(addresses):
    strict = Client(enforce_csrf_checks=True)
    for address in addresses:
        head = strict.head(address)

        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == fetch(address)["ETag"]
        assert strict.post(address).status_code == 405


def test_who_has_the_latest_gets_304(addresses):
    for address in addresses:
        etag = fetch(address)["ETag"]

        assert fetch(address, if_none_match=etag).status_code == 304
        assert fetch(address, if_none_match=etag).content == b""
        assert fetch(address, if_none_match='"another"').status_code == 200


def test_a_feed_is_the_same_to_the_byte_until_something_changes(addresses):
    def seen():
        responses = [fetch(address) for address in addresses]
        return [response.content for response in responses], [response["ETag"] for response in responses]

    before, etags = seen()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert seen() == (before, etags)

    for change in (
        {"title": "Another title"},
        {"question": "Another?"},
        {"revised_at": timezone.now() + timedelta(seconds=1)},
    ):
        CoLab.objects.update(**change)
        changed, new_etags = seen()
        assert all(new != old for new, old in zip(changed, before, strict=True))
        assert all(new != old for new, old in zip(new_etags, etags, strict=True))
        before, etags = changed, new_etags


def test_an_entry_that_goes_is_noticed_whatever_the_date_says(addresses):
    """Nothing in the feed is newer then: a date alone would hide it."""
    mine = addresses[2]
    first = fetch(mine)
    CoLab.objects.get().registrations.update(status="gone", seat=None)

    again = fetch(mine, if_none_match=first["ETag"], if_modified_since=first["Last-Modified"])

    assert again.status_code == 200
    assert entries(again.content) == {}
    assert fetch(mine, if_modified_since=first["Last-Modified"]).status_code == 200


def test_last_modified_is_the_latest_revision():
    make.colab(revised_at=timezone.now() - timedelta(days=3))
    latest = make.colab(revised_at=timezone.now() - timedelta(days=1))

    assert fetch(PUBLIC)["Last-Modified"] == http_date(latest.revised_at.timestamp())


@pytest.mark.parametrize(
    "address",
    [
        "/calendar/forums/nowhere.ics",
        "/calendar/forums/nowhere.atom",
        f"/calendar/{'x' * 43}.ics",
        "/calendar/é.ics",
        f"/calendar/{'x' * 3000}.ics",
    ],
)
def test_a_wrong_address_is_404(address):
    response = fetch(address)

    assert response.status_code == 404
    assert not response.cookies


def test_a_private_forum_has_no_feed_and_is_in_none():
    forum = make.forum(is_public=False)
    make.colab(topic=make.topic(forum=forum))

    assert fetch(f"/calendar/forums/{forum.slug}.ics").status_code == 404
    assert entries(fetch(PUBLIC).content) == {}
    assert forum.slug.encode() not in fetch("/calendar/").content


def test_a_feed_asks_few_questions_however_long_it_is():
    person = make.organizer()
    address = f"/calendar/{feeds.renew(person)}.ics"
    for _ in range(3):
        make.seated(make.colab(), person)
    few = [query_count(Client(), each) for each in (PUBLIC, address)]
    for _ in range(27):
        make.seated(make.colab(organizer=person), make.participant())
    many = [query_count(Client(), each) for each in (PUBLIC, address)]

    assert few == many == [1, 4]


# --- What is in it (R-FEED-STABLE, R-FEED-NO-NAMES and R-FEED-WINDOW)


def test_the_public_feed_has_what_is_announced_and_names_nobody():
    colab = make.colab(title="Drinking water", question="What works?")
    make.colab(title="A draft", state=CoLab.State.DRAFT)
    make.seated(colab, make.participant("Zoe Example"))

    content = fetch(PUBLIC).content
    found = entries(content)

    assert list(found) == ["Drinking water"]
    event = found["Drinking water"]
    assert (str(event["UID"]), event["SEQUENCE"]) == (str(colab.uid), 0)
    assert (event.start, event.end) == (colab.starts_at, colab.ends_at)
    assert event["URL"] == event["LOCATION"] == invitations.link(colab)
    for secret in (b"Zoe", colab.organizer.name.encode(), b"ATTENDEE", b"METHOD", colab.room_url.encode()):
        assert secret not in content


def test_a_feed_goes_back_ninety_days():
    now = timezone.now()
    for days in (1, 89, 91):
        make.colab(title=f"{days} days ago", starts_at=now - timedelta(days=days, hours=2))

    assert set(entries(fetch(PUBLIC).content)) == {"1 days ago", "89 days ago"}


def test_what_is_called_off_stays_for_some_weeks_as_cancelled():
    lately, long_ago = make.colab(title="Lately"), make.colab(title="Long ago")
    call_off(lately)
    call_off(long_ago, timezone.now() - timedelta(weeks=7))

    found = entries(fetch(PUBLIC).content)

    assert list(found) == ["Called off: Lately"]
    assert (found["Called off: Lately"]["STATUS"], found["Called off: Lately"]["SEQUENCE"]) == (
        "CANCELLED",
        1,
    )


def test_a_forums_feed_has_its_own_colabs_only_and_its_name():
    forum = make.forum(name="Eau et forêts", language="fr")
    make.colab(title="Ici", topic=make.topic(forum=forum))
    make.colab(title="Elsewhere")

    content = fetch(f"/calendar/forums/{forum.slug}.ics").content

    assert list(entries(content)) == ["Ici"]
    assert "X-WR-CALNAME:Co-Lab : Eau et forêts\r\n".encode() in content


def test_a_persons_feed_has_their_seats_under_the_uid_of_the_invitation():
    person, colab = make.participant(), make.colab(title="Mine")
    registration = seats.join(colab, person)
    make.waiting(make.colab(title="I wait"), person)
    make.colab(title="Not mine")
    role = make.colab(title="I facilitate", facilitator=person)
    role_entries.settle(role)
    before = make.colab(title="Since before there were such entries", harvester=person)

    found = own_feed(person)

    assert {title: str(event["UID"]) for title, event in found.items()} == {
        "Mine": str(registration.uid),
        "I facilitate": str(role.role_entries.get(participant=person).uid),
        "Since before there were such entries": str(before.uid),
    }


def test_the_entry_of_a_seat_says_where_it_is_given_back():
    """Check R-ICS-LINK."""
    person, colab = make.participant(), make.colab(title="Mine")
    seats.join(colab, person)
    role_entries.settle(make.colab(title="I facilitate", facilitator=person))

    found = own_feed(person)

    assert f"http://testserver/co-labs/{colab.pk}/leave/" in found["Mine"]["DESCRIPTION"]
    assert "/leave/" not in found["I facilitate"]["DESCRIPTION"]


@pytest.mark.parametrize("role", ["organizer", "facilitator", "harvester"])
def test_every_role_is_in_ones_feed(role):
    person = make.organizer()
    make.colab(title="Mine", **{role: person})
    make.colab(title="My draft", state=CoLab.State.DRAFT, **{role: person})

    assert list(own_feed(person)) == ["Mine"]


def test_what_is_given_back_leaves_ones_feed_and_what_is_called_off_stays():
    person, given_back, off = make.participant(), make.colab(title="Given back"), make.colab(title="Off")
    for colab in (given_back, off):
        seats.join(colab, person)
    seats.leave(given_back, person)
    call_off(off)
    off.registrations.update(sequence=1)

    found = own_feed(person)

    assert list(found) == ["Called off: Off"]
    assert (found["Called off: Off"]["STATUS"], found["Called off: Off"]["SEQUENCE"]) == ("CANCELLED", 1)
    assert "/leave/" not in found["Called off: Off"]["DESCRIPTION"]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_feed_says_called_off_in_its_language(language):
    """Check R-FEED-WINDOW."""
    forum = make.forum(language=language)
    call_off(make.colab(title="Off", topic=make.topic(forum=forum)))

    [shown] = entries(fetch(f"/calendar/forums/{forum.slug}.ics").content)
    with translation.override(language):
        assert shown.split() == (gettext("Called off: %(title)s") % {"title": "Off"}).split()
    assert not shown.startswith("Called off")


def test_a_seat_in_a_private_forum_is_in_ones_own_feed():
    forum, person = make.forum(is_public=False), make.participant()
    make.membership(forum, person)
    make.seated(make.colab(title="Among us", topic=make.topic(forum=forum)), person)

    assert list(own_feed(person)) == ["Among us"]


def test_ones_feed_is_in_ones_language():
    person = make.participant(language="en")
    token = feeds.renew(person)

    assert fetch(f"/calendar/{token}.ics", accept_language="fr")["Content-Language"] == "en"


# --- The secret address (R-FEED-TOKEN)


def test_the_token_is_long_and_only_its_digest_is_kept():
    person = make.participant()

    token = feeds.renew(person)

    key = FeedKey.objects.get(participant=person)
    assert re.fullmatch(r"[\w-]{43}", token)
    assert key.digest == feeds.digest(token.encode())
    assert token not in str(key.__dict__)
    assert feeds.reader(token) == person


def test_a_new_address_ends_the_old_one():
    person = make.participant()
    old, new = feeds.renew(person), feeds.renew(person)

    assert [fetch(f"/calendar/{token}.ics").status_code for token in (old, new)] == [404, 200]
    assert FeedKey.objects.count() == 1


def test_a_revoked_address_opens_nothing():
    person = make.participant()
    token = feeds.renew(person)

    feeds.revoke(person)

    assert fetch(f"/calendar/{token}.ics").status_code == 404


def test_the_address_of_an_account_that_is_closed_opens_nothing():
    person = make.participant()
    token = feeds.renew(person)
    person.is_active = False
    person.save(update_fields=["is_active"])

    assert fetch(f"/calendar/{token}.ics").status_code == 404


def test_a_persons_feed_is_private():
    response = fetch(f"/calendar/{feeds.renew(make.participant())}.ics")

    assert [response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")] == [
        "private",
        "noindex",
        "no-referrer",
    ]


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        (f"/calendar/{'k' * 43}.ics", "/calendar/…"),
        (f"/calendar/answers/{'k' * 60}:1:x/", "/calendar/answers/…/"),
        (f"/notices/off/{'k' * 60}/", "/notices/off/…/"),
        ("/calendar/co-labs.ics", "/calendar/co-labs.ics"),
        ("/co-labs/7/how-do-you-keep-what-people-know/", "/co-labs/7/how-do-you-keep-what-people-know/"),
        # Words that people type (R-WORDS-STAY).
        ("/topics/similar/?title=What%20I%20lost", "/topics/similar/?title=…"),
        ("/topics/tags/?tags=grief,%20work", "/topics/tags/?tags=…"),
        ("/search/?q=what+I+lost&kind=topic", "/search/?q=…&kind=topic"),
        ("/forums/circle/new/?title=a&text=b", "/forums/circle/new/?title=…&text=…"),
    ],
)
def test_secret_addresses_are_not_logged(address, logged):
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, '"GET %s HTTP/1.1"', (address,), None)

    assert logs.WithoutSecrets().filter(record)
    assert record.getMessage() == f'"GET {logged} HTTP/1.1"'


def test_a_wrong_token_is_not_in_the_log_either(capsys, settings):
    handler = logging.StreamHandler()
    handler.addFilter(logs.WithoutSecrets())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        fetch(f"/calendar/{'k' * 43}.ics")
    finally:
        logger.removeHandler(handler)

    assert capsys.readouterr().err == "Not Found: /calendar/…\n"
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_secrets"]


# --- The page


def signed_in(person=None):
    client = Client()
    client.force_login(person or make.participant())
    return client


def test_a_visitor_finds_the_public_calendars():
    forum = make.forum(name="Water")

    page = fetch("/calendar/").content.decode()

    assert f"http://testserver{PUBLIC}" in page
    assert f"webcal://testserver{PUBLIC}" in page
    assert f"webcal://testserver/calendar/forums/{forum.slug}.ics" in page
    assert reverse("events:renew_feed") not in page


def test_the_address_is_shown_once():
    client = signed_in()

    made = client.post(reverse("events:renew_feed"))
    shown = re.findall(r'value="http://testserver(/calendar/[\w-]{43}\.ics)"', made.content.decode())
    again = client.get("/calendar/").content.decode()

    assert len(shown) == 1
    assert fetch(shown[0]).status_code == 200
    assert "no-store" in made["Cache-Control"]
    assert shown[0] not in again
    assert "Make a new address" in again


def test_it_is_switched_off_by_a_press():
    person = make.participant()
    token, client = feeds.renew(person), signed_in(person)

    page = client.post(reverse("events:revoke_feed"), follow=True)

    assert page.redirect_chain == [("/calendar/", 302)]
    assert fetch(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize("name", ["renew_feed", "revoke_feed"])
def test_looking_changes_nothing(name):
    person = make.participant()
    feeds.renew(person)

    assert signed_in(person).get(reverse(f"events:{name}")).status_code == 405
    assert Client().post(reverse(f"events:{name}")).status_code == 302
    assert FeedKey.objects.count() == 1


def test_the_page_asks_few_questions_however_many_forums_there_are():
    client = signed_in()
    for _ in range(3):
        make.forum()
    few = query_count(client, "/calendar/")
    for _ in range(27):
        make.forum()

    assert query_count(client, "/calendar/") == few <= 6
    assert Forum.objects.count() == 30


# --- Atom


def test_atom_has_the_colabs_in_the_order_they_were_announced():
    forum = make.forum()
    for number, title in enumerate(["First", "Second"]):
        make.colab(
            title=title,
            topic=make.topic(forum=forum),
            announced_at=timezone.now() + timedelta(hours=number),
        )
    colab = make.colab(title="Off & over", announced_at=timezone.now() - timedelta(days=1))
    call_off(colab)

    everything = fetch("/calendar/co-labs.atom").content.decode()
    of_forum = fetch(f"/calendar/forums/{forum.slug}.atom").content.decode()

    titles = re.findall("<title>(.*?)</title>", everything)
    assert titles[1:] == ["Second", "First", "Called off: Off &amp; over"]
    assert f"<id>urn:uuid:{colab.uid}</id>" in everything
    assert re.findall("<title>(.*?)</title>", of_forum)[1:] == ["Second", "First"]
    assert colab.organizer.name not in everything


@pytest.mark.parametrize(
    "words", ["--></script><script>alert(1)", "<b>loud</b>", "a < b & c > d", "&lt;script&gt;", "]]>"]
)
def test_a_summary_in_atom_is_text(words):
    """A reader shows it as HTML, which is what it says that it is: it shows what was typed."""
    make.colab(question=words, title=words, announced_at=timezone.now())

    [item] = ElementTree.fromstring(fetch("/calendar/co-labs.atom").content).iter(f"{ATOM}entry")

    summary = item.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    shown = re.findall("<p>(.*?)</p>", summary.text)
    assert unescape(shown[1]) == words
    assert "<" not in shown[1]
    assert (item.find(f"{ATOM}title").get("type", "text"), item.find(f"{ATOM}title").text) == ("text", words)


def test_an_empty_atom_feed_stays_the_same():
    with time_machine.travel("2026-11-01T12:00Z"):
        before = fetch("/calendar/co-labs.atom").content
    with time_machine.travel("2026-11-03T12:00Z"):
        assert fetch("/calendar/co-labs.atom").content == before


@pytest.mark.parametrize(
    ("query", "name", "language"),
    [
        ("", "Co-Lab: all co-labs", "en"),
        ("?language=fr", "Co-Lab : tous les co-labs", "fr"),
        ("?language=es", "Co-Lab: todos los co-labs", "es"),
        ("?language=de", "Co-Lab: all co-labs", "en"),
        ("?language=a%00b", "Co-Lab: all co-labs", "en"),
    ],
)
def test_the_calendar_of_all_has_an_address_in_each_language(client, query, name, language):
    answer = client.get(f"/calendar/co-labs.ics{query}")
    assert f"X-WR-CALNAME:{name}\r\n" in answer.content.decode()
    assert answer["Content-Language"] == language

    atom = client.get(f"/calendar/co-labs.atom{query}").content.decode()
    assert f'xml:lang="{language}"' in atom


def test_the_page_of_calendars_gives_the_address_of_the_readers_language(client):
    page = client.get("/calendar/", headers={"Accept-Language": "fr"}).content.decode()
    assert "/calendar/co-labs.ics?language=fr" in page
    assert "?language=" not in client.get("/calendar/").content.decode().partition("</head>")[2]
