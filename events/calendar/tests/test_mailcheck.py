"""mailcheck accepts the mails of the site, and rejects each broken variant for its own reason."""

import base64
from dataclasses import replace
from email import encoders
from email.mime.base import MIMEBase

import pytest

from events.calendar import itip
from events.calendar.tests import test_itip as sample
from events.calendar.tests.mailcheck import violations
from mailing.transport import mime

WORDS = f"Thursday 14 January 2027, 14:00 Toronto (UTC−5), 19:00 UTC. {sample.LINK}"
MAIL = mime.Mail(
    subject="Votre place : Eau potable",
    text=WORDS,
    html=f'<p>{WORDS}</p><a href="{sample.LINK}">Co-lab</a>',
    sender="Co-Lab <co-lab@example.org>",
    recipient="zoe@example.org",
    message_id=mime.message_id("k3j5", "colab.example"),
    calendar=("REQUEST", sample.invitation()),
)


def rules_broken(content):
    return sorted({sentence.partition(":")[0] for sentence in violations(content)})


@pytest.mark.parametrize(
    ("method", "calendar"),
    [
        ("REQUEST", sample.invitation()),
        (
            "REQUEST",
            itip.invitation(sample.ENTRY, sample.SITE, sample.ZOE, sample.STAMP, "NEEDS-ACTION"),
        ),
        ("CANCEL", itip.cancellation(sample.ENTRY, sample.SITE, sample.ZOE, sample.STAMP)),
        (
            "CANCEL",
            itip.cancellation(replace(sample.ENTRY, called_off=True), sample.SITE, sample.ZOE, sample.STAMP),
        ),
    ],
)
def test_what_the_site_builds_passes(method, calendar):
    assert violations(mime.render(replace(MAIL, calendar=(method, calendar)))) == []


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        (b"METHOD:REQUEST", b"METHOD:PUBLISH", ["R-MAIL-STRUCTURE"]),
        (b"VERSION:2.0", b"VERSION:1.0", ["R-ICS-PROPERTIES"]),
        (b"SEQUENCE:3\r\n", b"", ["R-ICS-PROPERTIES", "R-ICS-SEQUENCE"]),
        (b"SEQUENCE:3", b"SEQUENCE:3.5", ["R-ICS-SEQUENCE"]),
        (b"UID:7c9e6679-7425-40de", b"UID:7c9e6679-7425-10de", ["R-ONE-UID"]),
        (b"DTSTART:20270114T190000Z", b"DTSTART;TZID=America/Toronto:20270114T140000", ["R-ICS-UTC"]),
        (b"DTEND:20270114T200000Z", b"DTEND:20270114T210000Z", ["R-ICS-PROPERTIES"]),
        (b"DTEND:20270114T200000Z", b"DURATION:PT1H", ["R-ICS-PROPERTIES", "R-ICS-UTC"]),
        (b"TRANSP:OPAQUE", b"TRANSP:OPAQUE\r\nRRULE:FREQ=WEEKLY", ["R-ICS-UTC"]),
        (b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT", ["R-ICS-UTC"]),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED", ["R-ICS-CANCEL"]),
        (b"RSVP=TRU\r\n E;", b"\r\n ", ["R-ICS-ATTENDEE"]),
        (b"PARTSTAT=ACCEPTED", b"PARTSTAT=DELEGATED", ["R-ICS-ATTENDEE"]),
        (b"mailto:zoe@example.org", b"mailto:ana@example.org", ["R-ONE-RECIPIENT"]),
        (
            b"END:VEVENT",
            b"ATTENDEE:mailto:ana@example.org\r\nEND:VEVENT",
            ["R-ICS-ATTENDEE", "R-ICS-PROPERTIES", "R-ONE-RECIPIENT"],
        ),
        (
            b"ORGANIZER;CN=Co-Lab:mailto:co-lab@",
            b"ORGANIZER;CN=Ana:mailto:ana@",
            ["R-ONE-RECIPIENT", "R-ONE-SENDER"],
        ),
        (b"ORGANIZER;", b'ORGANIZER;SENT-BY="mailto:co-lab@example.org"\r\n ;', ["R-ONE-SENDER"]),
        (b"TRIGGER:-PT15M", b"TRIGGER:-PT1H", ["R-ICS-ALARM"]),
        (
            b"LOCATION:https://colab.example/co-labs/7/eau/",
            b"LOCATION:https://example.zoom.us/j/1",
            ["R-ICS-LINK"],
        ),
        (
            b"URL:https://colab.example/co-labs/7/eau/\r\n",
            b"",
            ["R-ICS-LINK", "R-ICS-PROPERTIES", "R-MAIL-WORDS"],
        ),
        (b"\r\nSTATUS", b"\nSTATUS", ["R-ICS-ENCODING"]),
        ("é".encode(), b"\xe9", ["R-ICS-ENCODING"]),
        (b"PRODID:-//Co-Lab", b"PRODID:-//" + b"x" * 80, ["R-ICS-ENCODING"]),
        ("for\u00eats".encode(), b"for\xc3\r\n \xaats", ["R-ICS-ENCODING"]),
    ],
)
def test_a_broken_calendar_object_is_found(old, new, rules):
    calendar = sample.invitation()
    assert old in calendar

    broken = mime.render(replace(MAIL, calendar=("REQUEST", calendar.replace(old, new))))

    assert rules_broken(broken) == rules


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        (b"To: zoe@example.org", b"To: zoe@example.org, ana@example.org", ["R-ONE-RECIPIENT"]),
        (b"To: zoe@example.org", b"To: zoe@example.org\r\nCc: ana@example.org", ["R-ONE-RECIPIENT"]),
        (b"From: Co-Lab <co-lab@example.org>", b"From: zoe@example.org", ["R-ONE-RECIPIENT", "R-ONE-SENDER"]),
        (b"Auto-Submitted: auto-generated\r\n", b"", ["R-MAIL-HEADERS"]),
        (
            b"Auto-Submitted",
            b"List-Unsubscribe: <https://colab.example/off/>\r\nAuto-Submitted",
            ["R-MAIL-HEADERS"],
        ),
        (b"Message-ID: <k3j5@colab.example>\r\n", b"", ["R-MAIL-HEADERS"]),
        (b"Auto-Submitted", b"Reply-To: ana@example.org\r\nAuto-Submitted", ["R-ONE-SENDER"]),
        (b"multipart/alternative", b"multipart/related", ["R-MAIL-STRUCTURE"]),
        (b"text/plain", b"text/markdown", ["R-MAIL-STRUCTURE"]),
        (
            b'text/calendar; method="REQUEST"',
            b'text/calendar; method="CANCEL"',
            ["R-ICS-ALARM", "R-ICS-CANCEL", "R-MAIL-STRUCTURE"],
        ),
        (b'text/calendar; method="REQUEST"', b"text/calendar", ["R-MAIL-STRUCTURE"]),
        (b'; charset="UTF-8"', b"", ["R-MAIL-STRUCTURE"]),
        (b'application/ics; name="invite.ics"', b"application/ics", ["R-MAIL-STRUCTURE"]),
        (b"\r\n", b"\n", ["R-MAIL-STRUCTURE"]),
    ],
)
def test_a_broken_mail_is_found(old, new, rules):
    assert rules_broken(mime.render(MAIL).replace(old, new)) == rules


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"text": "You have a seat."}, ["R-MAIL-WORDS"]),
        ({"html": f"<p>See {sample.LINK}</p>"}, ["R-MAIL-WORDS"]),
        ({"text": WORDS + " ana@example.org comes too"}, ["R-ONE-RECIPIENT"]),
        ({"html": f"<p>{WORDS} https://example.webex.com/meet/1</p>"}, ["R-ICS-LINK"]),
    ],
)
def test_words_that_say_too_little_or_too_much_are_found(changes, rules):
    assert rules_broken(mime.render(replace(MAIL, **changes))) == rules


def test_a_calendar_part_that_is_not_last_is_found():
    """Clients take the last alternative they know, and show no buttons (R-MAIL-STRUCTURE)."""
    message = mime.compose(MAIL).message()
    alternative = message.get_payload()[0]
    alternative.set_payload(alternative.get_payload()[::-1])

    assert rules_broken(message.as_bytes(linesep="\r\n")) == ["R-MAIL-STRUCTURE"]


def test_two_calendar_parts_that_differ_are_found():
    message = mime.compose(MAIL).message()
    other = MIMEBase("application", "ics", name="invite.ics")
    other.set_payload(base64.b64decode("AAAA"))
    encoders.encode_base64(other)
    other.add_header("Content-Disposition", "attachment", filename="invite.ics")
    message.set_payload([message.get_payload()[0], other])

    assert violations(message.as_bytes(linesep="\r\n")) == ["R-MAIL-STRUCTURE: the two calendar parts differ"]


def test_the_type_that_attach_alternative_writes_is_found():
    """Django takes "text/calendar; method=REQUEST" for a subtype."""
    message = mime.compose(replace(MAIL, calendar=None))
    message.attach_alternative(sample.invitation().decode(), "text/calendar; method=REQUEST")

    assert "R-MAIL-STRUCTURE" in rules_broken(message.message().as_bytes(linesep="\r\n"))
