"""The saved mails and feeds, and other calendar libraries that agree on them."""

from datetime import UTC
from email import message_from_bytes, policy

import ical.calendar_stream
import icalendar
import ics
import pytest
import vobject
from django.test import override_settings

from events.calendar.tests.calendarclient import Calendar
from events.calendar.tests.mailcheck import violations
from forums.models import Forum
from mailing.models import Message
from participants.models import Participant
from testing.mails import samples, save_mails

pytestmark = pytest.mark.django_db
METHODS = {
    "01-seat-taken": ["request"],
    "02-given-back": ["request", "cancel"],
    "03-removed": ["request", "cancel"],
    "04-from-the-queue": ["request", "cancel", "request"],
    "05-moved": ["request", "request"],
    "06-length": ["request", "request"],
    "07-title": ["request", "request"],
    "08-called-off": ["request", "cancel"],
    "09-account-closed": ["request", "cancel"],
    "10-role": ["request", "request", "request", "cancel"],
    "11-piled-up": ["request", "request"],
    "12-all-of-it": ["request", "request", "request", "request", "cancel", "request", "request", "cancel"],
}


@pytest.fixture(scope="module")
def saved(django_db_setup, django_db_blocker, tmp_path_factory):
    directory = tmp_path_factory.mktemp("saved")
    with django_db_blocker.unblock(), override_settings(DEBUG=True):
        save_mails.main(str(directory))
    return directory


def test_every_path_is_saved_and_nothing_stays(saved):
    expected = {
        f"{path}-{number}-{method}.{kind}"
        for path, methods in METHODS.items()
        for number, method in enumerate(methods, 1)
        for kind in ("eml", "ics")
    }
    feeds = {"20-feed-public.ics", "21-feed-of-a-forum.ics", "22-feed-of-a-person.ics"}

    assert {path.name for path in saved.iterdir()} == expected | feeds
    assert len(METHODS) == len(samples.PATHS)
    assert [model.objects.count() for model in (Participant, Forum, Message)] == [0, 0, 0]


def test_every_mail_keeps_to_the_rules(saved):
    assert {path.name: violations(path.read_bytes()) for path in saved.glob("*.eml")} == {
        path.name: [] for path in saved.glob("*.eml")
    }


def test_after_each_path_the_calendars_are_right(saved):
    def shown(path, address):
        calendar = Calendar()
        for file in sorted(saved.glob(f"{path}-*.eml")):
            content = file.read_bytes()
            if message_from_bytes(content, policy=policy.default)["To"] == address:
                calendar.receive(content)
        return [title for _start, _end, title in calendar.entries.values()]

    title = samples.PLAN["title"].replace(",", r"\,").replace(";", r"\;")
    assert {path: found for path in METHODS if (found := shown(path, "zoe@example.org"))} == {
        "01-seat-taken": [title],
        "05-moved": [title],
        "06-length": [title],
        "07-title": ["Drinking water"],
        "11-piled-up": ["Drinking water"],
    }
    assert shown("04-from-the-queue", "ana@example.org") == [title]


def test_not_where_a_site_runs(tmp_path, settings):
    settings.DEBUG = False
    with pytest.raises(SystemExit, match="DEBUG"):
        save_mails.main(str(tmp_path))


# --- Readers: each returns (METHOD, [(UID, start, end, SEQUENCE, title, ORGANIZER, ATTENDEE)])


def by_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    return calendar.get("METHOD"), [
        (
            str(event["UID"]),
            event.start,
            event.end,
            event["SEQUENCE"],
            str(event["SUMMARY"]),
            event.get("ORGANIZER"),
            event.get("ATTENDEE"),
        )
        for event in calendar.events
    ]


def by_vobject(text):
    calendar = vobject.readOne(text)
    return _value(calendar, "method"), [
        (
            event.uid.value,
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            int(event.sequence.value),
            event.summary.value,
            _value(event, "organizer"),
            _value(event, "attendee"),
        )
        for event in getattr(calendar, "vevent_list", [])
    ]


def _value(component, name):
    return getattr(component, name).value if hasattr(component, name) else None


def by_ics(text):
    calendar = ics.Calendar(text)
    return calendar.method, [
        (
            event.uid,
            event.begin.datetime,
            event.end.datetime,
            int(next(line.value for line in event.extra if line.name == "SEQUENCE")),
            event.name,
            event.organizer and f"mailto:{event.organizer.email}",
            next((f"mailto:{attendee.email}" for attendee in event.attendees), None),
        )
        for event in calendar.events
    ]


def by_ical(text):
    calendar = ical.calendar_stream.IcsCalendarStream.calendar_from_ics(text)
    return calendar.method, [
        (
            event.uid,
            event.start,
            event.end,
            event.sequence,
            event.summary,
            event.organizer and str(event.organizer.uri),
            next((str(attendee.uri) for attendee in event.attendees), None),
        )
        for event in calendar.events
    ]


def test_three_other_readers_agree_on_every_invitation_and_every_feed(saved):
    texts = {path.name: path.read_bytes().decode() for path in saved.glob("*.ics")}
    ours = {name: by_icalendar(text) for name, text in texts.items()}

    assert len(ours) == 35
    assert all(len(events) == 1 for _method, events in ours.values())
    for read in (by_vobject, by_ics, by_ical):
        assert {name: read(text) for name, text in texts.items()} == ours


def test_the_readers_tell_one_object_from_another(saved):
    """Otherwise their agreement would prove nothing."""
    text = (saved / "01-seat-taken-1-request.ics").read_bytes().decode()
    for old, new in [
        ("METHOD:REQUEST", "METHOD:CANCEL"),
        ("UID:", "UID:x"),
        ("T190000Z", "T180000Z"),
        ("SEQUENCE:0", "SEQUENCE:5"),
        ("SUMMARY:", "SUMMARY:x"),
        ("mailto:co-lab@", "mailto:other@"),
        ("mailto:zoe@", "mailto:ana@"),
    ]:
        other = text.replace(old, new)
        assert other != text
        for read in (by_vobject, by_ics, by_ical):
            assert read(other) == by_icalendar(other) != by_icalendar(text)
