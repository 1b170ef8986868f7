"""Addresses of rooms, numbers to dial in and passes stand behind the door alone: a crawl (R-ROOM-SECRET)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from colab.tests.addresses import ADDRESSES, READERS, world
from core.web.addresses import check_https
from events.calendar import feeds
from events.lifecycle import colabs, handover, reminders
from events.models import CoLab
from events.registration import role_entries, seats
from events.room import access, own_rooms
from mailing import outbox
from mailing.models import Message
from participants.privacy import export
from testing import make

pytestmark = pytest.mark.django_db

NUMBER = "Zzdialzz"
JWT = {"key": "Zzkeyzz, and more than thirty-two signs", "issuer": "colab", "audience": "jitsi"}
# Where an organizer types the number; the address of a room that we made stands there neither.
FORMS = {"events:edit", "events:plan"}


@pytest.fixture
def rows(settings, time_machine):
    """One row of each kind; each co-lab has a room of its own, and a number to dial in."""
    time_machine.move_to("2027-01-04 15:00Z", tick=False)
    settings.ROOM_URL_TEMPLATE, settings.ROOM_JWT = "https://meet.example.org/{token}", JWT
    made = world()
    for number, colab in enumerate(CoLab.objects.all()):
        token = f"zzroomzz{own_rooms.LETTERS[number]}"
        address = own_rooms.new()[: -len(token)] + token
        check_https(address)
        assert own_rooms.is_ours(address)
        CoLab.objects.filter(pk=colab.pk).update(room_url=address, dial_in=f"+1 613 555 0100 {NUMBER}")
    return made


def secrets_in(text):
    found = text.decode(errors="replace") if isinstance(text, bytes) else text
    return [secret for secret in ("zzroomzz", NUMBER, "Zzkeyzz", "jwt=") if secret in found]


def client_of(rows, reader):
    client = Client()
    if reader != "visitor":
        client.force_login(rows[reader])
    return client


@pytest.mark.parametrize("reader", [*READERS, "seated"])
def test_no_address_of_the_site_says_them(rows, reader, time_machine):
    """Check R-ROOM-SECRET."""
    if reader == "seated":
        rows["seated"] = make.seated(rows["ahead"]).participant
    client = client_of(rows, reader)
    for before in (timedelta(days=-1), timedelta(0), timedelta(minutes=70)):
        time_machine.move_to(rows["ahead"].starts_at + before, tick=False)
        for name, entry in ADDRESSES.items():
            address = reverse(name, kwargs=entry.arguments(rows)) + entry.query
            found = secrets_in(b"".join(client.get(address)))
            assert found == ([NUMBER] if found and name in FORMS else []), name


def test_no_page_of_the_administration_says_them(rows):
    """Check R-ROOM-SECRET."""
    client = client_of(rows, "staff")
    pages = ["", "?q=zzroomzz", f"?q={NUMBER}", *(f"{colab.pk}/change/" for colab in CoLab.objects.all())]

    for page in pages:
        answer = client.get(reverse("admin:events_colab_changelist") + page)
        shown = answer.content.decode().replace(page.partition("=")[2] or "-", "")
        assert (answer.status_code, secrets_in(shown)) == (200, []), page


def test_the_search_finds_nothing_by_them(rows):
    for question in ("zzroomzz", NUMBER):
        page = client_of(rows, "organizer").get(reverse("search"), {"q": question})
        assert rows["ahead"].title not in page.content.decode()


def test_no_mail_calendar_feed_or_export_says_them(rows, mailoutbox, time_machine):
    """Check R-ROOM-SECRET."""
    ahead, organizer = CoLab.objects.get(pk=rows["ahead"].pk), rows["organizer"]
    guest, helper = make.participant(), make.organizer()
    seats.join(ahead, guest)
    role_entries.settle(ahead)
    handover.offer(ahead, organizer, helper, "organizer")
    colabs.edit(ahead, organizer, title="Another title")
    for before in (timedelta(hours=-24), timedelta(hours=-1), timedelta(minutes=61)):
        time_machine.move_to(ahead.starts_at + before, tick=False)
        access.expose(CoLab.objects.filter(pk=ahead.pk))
        reminders.post_due()
        outbox.send_due()
        time_machine.shift(1)
        outbox.send_due()

    assert {"seated", "reminder-hour", "wrap-up"} <= set(Message.objects.values_list("kind", flat=True))
    for mail in mailoutbox:
        parts = mail.message().walk()
        texts = [part.get_payload(decode=True) or b"" for part in parts]
        assert secrets_in(b"".join(texts)) == [], mail.subject
    for row in Message.objects.all():
        assert secrets_in(str(row.about) + row.key) == []
    for person in (organizer, guest, rows["member"]):
        assert secrets_in(str(export.of(person))) == []
        mine = Client().get(reverse("events:my_feed", args=[feeds.renew(person)]))
        assert (mine.status_code, secrets_in(mine.content)) == (200, [])


def test_behind_the_door_they_are_told_and_stored_nowhere(rows, time_machine, capsys):
    """Check R-OWN-ROOMS and R-ROOM-SECRET."""
    ahead = rows["ahead"]
    time_machine.move_to(ahead.starts_at, tick=False)
    client = client_of(rows, "member")

    entered = client.post(reverse("events:room", args=[ahead.pk]))
    dialled = client.post(reverse("events:dial_in", args=[ahead.pk]))

    assert secrets_in(entered.content) == ["zzroomzz", "jwt="]
    assert secrets_in(dialled.content) == [NUMBER]
    token = entered.content.decode().partition("jwt=")[2].partition('"')[0]
    call_command("dumpdata", "--all")
    stored = capsys.readouterr().out
    assert len(token) > 100
    assert token not in stored
    assert NUMBER in stored
