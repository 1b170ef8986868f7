"""iCalendar objects, parsed by icalendar and by a parser of our own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.calendar import itip
from events.calendar.itip import Entry, Mailbox

UID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
STAMP = datetime(2026, 12, 2, 8, 30, 15, 999, tzinfo=UTC)
SITE = Mailbox("co-lab@example.org", "Co-Lab")
ZOE = Mailbox("zoe@example.org", "Zoé Núñez")
LINK = "https://colab.example/co-labs/7/eau/"
ENTRY = Entry(
    uid=UID,
    sequence=3,
    starts_at=datetime(2027, 1, 14, 19, tzinfo=UTC),
    ends_at=datetime(2027, 1, 14, 20, tzinfo=UTC),
    summary="Eau potable, forêts; et après",
    description=f"Thursday 14 January 2027, 14:00 Toronto (UTC−5), 19:00 UTC\n{LINK}",
    url=LINK,
    created=datetime(2026, 12, 1, tzinfo=UTC),
    last_modified=datetime(2026, 12, 2, tzinfo=UTC),
)


def invitation(**changes):
    return itip.invitation(replace(ENTRY, **changes), SITE, ZOE, STAMP)


def unfolded(content):
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("jane+colab@example.org", "mailto:jane+colab@example.org"),
        ("o'neil_a-b.c@example.org", "mailto:o'neil_a-b.c@example.org"),
        ("a?b&c=d%2B/e#f@example.org", "mailto:a%3Fb%26c%3Dd%252B%2Fe%23f@example.org"),
    ],
)
def test_an_address_is_written_as_a_uri(address, written):
    content = itip.invitation(ENTRY, SITE, Mailbox(address), STAMP)

    [attendee] = [line for line in unfolded(content) if line.startswith("ATTENDEE")]
    assert attendee.endswith(f":{written}")


def test_an_invitation_line_by_line():
    description = r"Thursday 14 January 2027\, 14:00 Toronto (UTC−5)\, 19:00 UTC\n" + LINK

    assert unfolded(invitation()) == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Co-Lab//Co-Lab//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        f"UID:{UID}",
        "SEQUENCE:3",
        "DTSTAMP:20261202T083015Z",
        "CREATED:20261201T000000Z",
        "LAST-MODIFIED:20261202T000000Z",
        "DTSTART:20270114T190000Z",
        "DTEND:20270114T200000Z",
        r"SUMMARY:Eau potable\, forêts\; et après",
        f"DESCRIPTION:{description}",
        f"LOCATION:{LINK}",
        f"URL:{LINK}",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "ORGANIZER;CN=Co-Lab:mailto:co-lab@example.org",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;"
        'CN="Zoé Núñez":mailto:zoe@example.org',
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT15M",
        r"DESCRIPTION:Eau potable\, forêts\; et après",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_changed_time_asks_again():
    content = itip.invitation(ENTRY, SITE, ZOE, STAMP, partstat="NEEDS-ACTION")

    assert b"PARTSTAT=NEEDS-ACTION;RSVP=TRUE" in content.replace(b"\r\n ", b"")


def test_who_leaves_gets_a_cancellation_without_status():
    lines = unfolded(itip.cancellation(ENTRY, SITE, ZOE, STAMP))

    assert [line for line in lines if line.startswith(("METHOD", "STATUS", "SEQUENCE", "UID"))] == [
        "METHOD:CANCEL",
        f"UID:{UID}",
        "SEQUENCE:3",
    ]
    assert "BEGIN:VALARM" not in lines


def test_a_colab_that_is_called_off_is_cancelled_for_all():
    lines = unfolded(itip.cancellation(replace(ENTRY, called_off=True), SITE, ZOE, STAMP))

    assert [line for line in lines if line.startswith(("METHOD", "STATUS"))] == [
        "METHOD:CANCEL",
        "STATUS:CANCELLED",
    ]


def test_times_of_any_zone_are_written_in_utc():
    toronto = timezone(timedelta(hours=-5))
    content = invitation(
        starts_at=ENTRY.starts_at.astimezone(toronto), ends_at=ENTRY.ends_at.astimezone(toronto)
    )

    assert content == invitation()


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": datetime(2027, 1, 14, 19), "ends_at": datetime(2027, 1, 14, 20)},
        {"ends_at": ENTRY.starts_at},
    ],
)
def test_naive_times_and_empty_hours_are_refused(changes):
    with pytest.raises(ValueError):
        invitation(**changes)


@pytest.mark.parametrize(
    "address", ["", "zoe", "zoe@", "a@b, c@d", "zoe@example.org\r\nATTENDEE:x", "z oe@example.org", "<a@b>"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match="address"):
        Mailbox(address)


def test_a_mailbox_is_read_from_a_setting():
    assert Mailbox.parse("Co-Lab <co-lab@example.org>") == SITE
    assert Mailbox.parse("co-lab@example.org") == Mailbox("co-lab@example.org")


def test_the_link_is_added_where_the_description_lacks_it():
    assert f"DESCRIPTION:Come\\n\\n{LINK}" in unfolded(invitation(description="Come"))
    assert f"DESCRIPTION:{LINK}" in unfolded(invitation(description=""))


def test_quotation_marks_and_line_breaks_cannot_leave_their_place():
    hostile = Mailbox("zoe@example.org", 'Z"ö^e";PARTSTAT=DECLINED:mailto:x@y\r\nSTATUS:CANCELLED')
    content = itip.invitation(replace(ENTRY, summary="A\r\nSTATUS:CANCELLED\x00\x85B"), SITE, hostile, STAMP)
    event = icalendar.Calendar.from_ical(content).events[0]

    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "A STATUS:CANCELLED B"
    assert event["ATTENDEE"] == "mailto:zoe@example.org"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["CN"] == "Z'öe';PARTSTAT=DECLINED:mailto:x@y STATUS:CANCELLED"


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(any_text, any_text, any_text)
def test_any_text_is_folded_well_and_read_back(summary, description, name):
    entry = replace(ENTRY, summary=summary, description=description)
    content = itip.invitation(entry, SITE, Mailbox("zoe@example.org", name), STAMP)
    event = icalendar.Calendar.from_ical(content).events[0]

    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert not set(line.decode()) & set("\r\n\0")
    assert str(event["SUMMARY"]) == itip._line(summary)
    assert str(event["DESCRIPTION"]).startswith(itip._text(description))
    assert (event.start, event.end) == (ENTRY.starts_at, ENTRY.ends_at)


# --- Feeds


def test_a_feed_names_nobody_and_asks_for_no_reply():
    lines = unfolded(itip.feed("Co-labs, all of them", [ENTRY]))

    assert lines[1:8] == [
        "PRODID:-//Co-Lab//Co-Lab//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        r"NAME:Co-labs\, all of them",
        r"X-WR-CALNAME:Co-labs\, all of them",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    names = {line.partition(":")[0].partition(";")[0] for line in lines}
    assert not names & {"METHOD", "ATTENDEE", "ORGANIZER", "TRIGGER"}
    assert "DTSTAMP:20261202T000000Z" in lines


def test_a_feed_is_the_same_to_the_byte_in_whatever_order_it_is_read():
    later = replace(ENTRY, uid="b", starts_at=ENTRY.starts_at + timedelta(minutes=1))
    twin = replace(ENTRY, uid="a")

    assert itip.feed("x", [later, twin, ENTRY]) == itip.feed("x", [ENTRY, later, twin])


def test_a_colab_called_off_stays_in_the_feed_and_takes_no_time():
    lines = unfolded(itip.feed("x", [replace(ENTRY, called_off=True)]))

    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT"} <= set(lines)


def test_an_empty_feed_is_a_calendar_still():
    assert icalendar.Calendar.from_ical(itip.feed("x", [])).events == []
