"""Replies by mail: honest, broken and hostile ones, and their outcomes.

See R-REPLY-MATCH and R-REPLY-IGNORED.
"""

import time
from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from events.models import ReplyCount
from events.registration import seats
from events.replies import handling, parsing
from events.replies.parsing import Outcome
from events.replies.tests import replymails
from mailing.models import Message
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db
ANA = "ana@city.example"
BEN = "ben@city.example"
EVE = "eve@elsewhere.example"


@pytest.fixture
def seat():
    """Ana's seat; Ben waits for it."""
    colab = make.colab(seats=1)
    registration = seats.join(colab, make.participant("Ana", email=ANA))
    seats.join(colab, make.participant("Ben", email=BEN))
    return registration


def declined(seat, sender=ANA, *, results=None, kind="outlook", headers=None, **changes):
    text = replymails.calendar(seat, **changes)
    return replymails.mail(text, sender, results=results, kind=kind, **(headers or {}))


def by(sender, **about):
    return lambda seat: declined(seat, sender, **about)


def says(results, sender=ANA):
    return lambda seat: declined(seat, sender, results=results)


def text_of(**changes):
    return lambda seat: declined(seat, **changes)


def attendee(written, email="jane+colab@example.org"):
    """A decline by somebody with this address, as their calendar writes it."""

    def write(seat):
        Participant.objects.filter(pk=seat.participant_id).update(email=email)
        text = replymails.calendar(seat).replace(f"mailto:{ANA}", written)
        return replymails.mail(text, email)

    return write


def part_says(method, **changes):
    """A decline whose part has this method as a parameter (RFC 6047, 2.4)."""
    return lambda seat: declined(seat, kind="thunderbird", **changes).replace(
        b'method="REPLY"', b'method="%s"' % method
    )


def deep(levels):
    return lambda seat: replymails.nested(replymails.calendar(seat), ANA, levels)


def spoofed_below(seat):
    """Our server authenticated nothing; a forged header with its name follows."""
    return declined(seat, results=[replymails.verdict(ANA, result="none"), replymails.verdict(ANA)])


def two_senders(seat):
    return declined(seat).replace(b"\r\nTo:", b"\r\nFrom: eve@elsewhere.example\r\nTo:", 1)


IDENTITY = f"{replymails.SERVER}; dkim=pass header.i=@city.example"
VERSION = f'{replymails.SERVER.upper()} 1; dmarc=pass reason="p=reject; (all)" header.from=City.Example'
FORGED = replymails.verdict(ANA, server="mx.elsewhere.example")
IN_COMMENT = f"{replymails.SERVER}; spf=none (dmarc=pass header.from=city.example) smtp.mailfrom=x@y.example"
IN_QUOTES = f'{replymails.SERVER}; spf=pass smtp.mailfrom="x; dmarc=pass header.from=city.example"@y.example'
UNBALANCED = f"{replymails.SERVER}; spf=none (x; dmarc=pass header.from=city.example"
OVERRULED = (
    f"{replymails.SERVER}; dmarc=fail header.from=city.example; spf=pass smtp.mailfrom=ana@city.example"
)
OTHER_DOMAIN = f"{replymails.SERVER}; dkim=pass header.d=elsewhere.example"
NEARLY = f"{replymails.SERVER}; dkim=pass header.d=ity.example"
BELOW = f"{replymails.SERVER}; dkim=pass header.d=evil.city.example"
NEVER_ENDS = "BEGIN:VCALENDAR\r\n" * 900
TOP_LEVEL = f"{replymails.SERVER}; dkim=pass header.d=example"

FREED = [
    ("Outlook", text_of()),
    ("Google: says that a program wrote it", text_of(kind="google")),
    ("Apple: nothing but the calendar object", text_of(kind="apple")),
    ("Thunderbird: the object as an attachment", text_of(kind="thunderbird")),
    ("only a file", text_of(kind="file")),
    ("vouched for by DKIM", says([replymails.verdict(ANA, "dkim")])),
    ("vouched for by SPF", says([replymails.verdict(ANA, "spf")])),
    ("vouched for by DKIM, which names an identity", says([IDENTITY])),
    ("the server's name in capitals, with a version", says([VERSION])),
    ("the address in capitals", text_of(attendees=["ANA@City.Example"])),
    ("no SEQUENCE, which is 0", text_of(sequence=None)),
    ("Latin-1", lambda seat: replymails.latin(replymails.calendar(seat), ANA)),
    ("not UTF-8 but declared so", lambda seat: replymails.undeclared(replymails.calendar(seat), ANA)),
    ("three multiparts deep", deep(3)),
    ("with a comment by the person", text_of(more="COMMENT:I am ill\\, sorry.\r\n")),
    ("folded lines and properties unknown to us", text_of(more='X-ODD;A="b;c":d\r\n e\r\nGEO:1;2\r\n')),
    ("a stamp a year ahead", text_of(stamp="20271201T120000Z")),
    ("the method of the part in lower case", part_says(b"reply")),
    ("an escaped plus", attendee("mailto:jane%2Bcolab@example.org")),
    ("an escaped plus in lower case", attendee("mailto:jane%2bcolab@example.org")),
    ("a plus as it is", attendee("mailto:jane+colab@example.org")),
    ("MAILTO, as old programs write it", attendee("MAILTO:Jane%2BColab@Example.org")),
    ("an escaped at sign", attendee("mailto:jane%2Bcolab%40example.org")),
    ("header fields behind it", attendee("mailto:jane%2Bcolab@example.org?subject=No&body=a,b")),
    ("the address as a header field", attendee("mailto:?to=jane%2Bcolab@example.org&subject=No")),
    ("the address as a header field, with a plus", attendee("mailto:?TO=jane+colab@example.org")),
    ("quotation marks that it does not need", attendee('mailto:"jane+colab"@example.org')),
    ("the same, escaped", attendee("mailto:%22jane%2Bcolab%22@example.org")),
    ("a percent sign", attendee("mailto:jane%252Bcolab@example.org", "jane%2bcolab@example.org")),
    ("a question mark and an ampersand", attendee("mailto:a%3Fb%26c@example.org", "a?b&c@example.org")),
    ("a domain with escaped letters", attendee("mailto:jo@caf%C3%A9.example", "jo@xn--caf-dma.example")),
]
ASKED = [
    ("nobody vouches", says([])),
    ("the sender's own server vouches", says([FORGED])),
    ("forged below what our server says", spoofed_below),
    ("forged in a comment", says([IN_COMMENT])),
    ("forged in quotation marks", says([IN_QUOTES])),
    ("a header that does not end", says([UNBALANCED])),
    ("SPF passes, DMARC fails", says([OVERRULED])),
    ("signed by another domain", says([OTHER_DOMAIN])),
    ("signed by a domain that ends alike", says([NEARLY])),
    ("signed by a domain below", says([BELOW])),
    ("signed by a top-level domain", says([TOP_LEVEL])),
    ("another sender, vouched for", by(EVE)),
    ("a colleague of the same city", by("bob@city.example")),
    ("two senders in one header", by(f"x>, <{ANA}")),
    ("two From headers", two_senders),
]
IGNORED = [
    ("unknown UID", text_of(uid=uuid4()), Outcome.UNKNOWN),
    ("a UID that is none of ours in shape", text_of(uid="040000008200E00074C5B7101A82E008"), Outcome.UNKNOWN),
    ("the UID of the public feed", lambda s: declined(s, uid=s.colab.uid), Outcome.UNKNOWN),
    ("another person's address, from there", by(EVE, attendees=[EVE]), Outcome.STRANGER),
    ("somebody else's seat, by one who waits", by(BEN, attendees=[BEN]), Outcome.STRANGER),
    ("two attendees", text_of(attendees=[ANA, EVE]), Outcome.SEVERAL),
    ("no attendee", text_of(attendees=[]), Outcome.SEVERAL),
    ("COUNTER", text_of(method="COUNTER"), Outcome.OTHER_METHOD),
    ("REQUEST", text_of(method="REQUEST"), Outcome.OTHER_METHOD),
    ("CANCEL", text_of(method="CANCEL"), Outcome.OTHER_METHOD),
    ("no METHOD", text_of(method=""), Outcome.OTHER_METHOD),
    ("a part that says another method", part_says(b"REQUEST"), Outcome.OTHER_METHOD),
    ("a part that says COUNTER", part_says(b"COUNTER"), Outcome.OTHER_METHOD),
    ("two in one address", attendee("mailto:jane%2Bcolab@example.org,eve@x.example"), Outcome.STRANGER),
    ("two, one as a field", attendee("mailto:eve@x.example?to=jane%2Bcolab@example.org"), Outcome.STRANGER),
    ("another scheme", attendee("urn:jane+colab@example.org"), Outcome.STRANGER),
    ("a space for the plus", attendee("mailto:jane%20colab@example.org"), Outcome.STRANGER),
    ("escaped twice", attendee("mailto:jane%252Bcolab@example.org"), Outcome.STRANGER),
    ("a field is theirs", attendee("mailto:eve@x.example?cc=jane%2Bcolab@example.org"), Outcome.STRANGER),
    ("delegated", text_of(partstat="DELEGATED"), Outcome.OTHER_PARTSTAT),
    ("no reply yet", text_of(partstat="NEEDS-ACTION"), Outcome.OTHER_PARTSTAT),
    ("a SEQUENCE we never sent", text_of(sequence=7), Outcome.AHEAD),
    ("a SEQUENCE below zero", text_of(sequence=-1), Outcome.UNREADABLE),
    ("a SEQUENCE beyond all numbers", text_of(sequence="9" * 5000), Outcome.UNREADABLE),
    ("two events", text_of(events=2), Outcome.UNREADABLE),
    ("no stamp", text_of(stamp=""), Outcome.UNREADABLE),
    ("a stamp that is no time", text_of(stamp="20269999T999999Z"), Outcome.UNREADABLE),
    ("an automatic reply", text_of(headers={"Auto-Submitted": "auto-replied"}), Outcome.AUTOMATIC),
    ("an out-of-office note", text_of(headers={"X-Autoreply": "yes"}), Outcome.AUTOMATIC),
    ("a bounce", text_of(headers={"Return-Path": "<>"}), Outcome.AUTOMATIC),
    ("a reply forwarded inside a mail", lambda s: replymails.forwarded(declined(s)), Outcome.NO_CALENDAR),
    ("ten megabytes", lambda s: declined(s) + b"x" * 10_000_000, Outcome.TOO_LARGE),
    ("a calendar object of 100 kB", text_of(more=f"COMMENT:{'x' * 100_000}\r\n"), Outcome.TOO_LARGE),
    ("five thousand multiparts deep", deep(5000), Outcome.UNREADABLE),
    ("as deep as the parser goes", deep(30), Outcome.UNREADABLE),
    ("an object that never ends", lambda s: replymails.mail(NEVER_ENDS, ANA), Outcome.OTHER_METHOD),
    ("no iCalendar at all", lambda s: replymails.mail("Hello", ANA), Outcome.UNREADABLE),
    ("words only", lambda s: b"From: ana@city.example\r\n\r\nI cannot come, sorry.", Outcome.NO_CALENDAR),
    ("nothing", lambda s: b"", Outcome.NO_CALENDAR),
    ("noise", lambda s: bytes(range(256)) * 40, Outcome.NO_CALENDAR),
]  # fmt: skip


def rows(table, *more):
    return [pytest.param(*row[1:], *more, id=row[0]) for row in table]


@pytest.mark.parametrize(
    ("write", "outcome"),
    [*rows(FREED, Outcome.FREED), *rows(ASKED, Outcome.ASKED), *rows(IGNORED)],
)
def test_the_outcome_of_a_reply(seat, write, outcome):
    content = write(seat)
    started = time.process_time()

    assert handling.process(content) == outcome

    seat.refresh_from_db()
    assert seat.is_seated == (outcome != Outcome.FREED)
    assert time.process_time() - started < 3
    assert list(ReplyCount.objects.values_list("outcome", "number")) == [(outcome.value, 1)]
    asked = Message.objects.filter(kind="declined").values_list("recipient__email", flat=True)
    assert list(asked) == ([ANA] if outcome == Outcome.ASKED else [])


@given(st.binary(max_size=3000), st.integers(0, 3000), st.integers(0, 3000))
@budget(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_in_a_mail_raises(seat, noise, start, length):
    """A valid mail with a part replaced by noise."""
    content = declined(seat, kind="google")
    broken = content[:start] + noise + content[start + length :]
    with suppress(parsing.Ignored):
        assert parsing.read(broken, replymails.SERVER).partstat == "DECLINED"
