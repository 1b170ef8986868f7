"""Mails in which calendars reply to an invitation: those of common programs, and broken or hostile ones.

The functions return the bytes of one mail. They share no code with the parser.
"""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

SERVER = "mx.colab.example"
SITE = "Co-Lab <co-lab@testserver>"
STAMP = datetime(2026, 12, 1, 12, tzinfo=UTC)


def calendar(registration, partstat="DECLINED", **changes):
    """Return a calendar object (text) with METHOD:REPLY; `changes` replace its parts."""
    values = {
        "method": "REPLY",
        "uid": registration.uid,
        "sequence": registration.sequence,
        "stamp": f"{STAMP:%Y%m%dT%H%M%SZ}",
        "attendees": [registration.participant.email],
        "partstat": partstat,
        "more": "",
        "events": 1,
    } | changes
    people = "".join(
        f'ATTENDEE;CN="{each}";PARTSTAT={values["partstat"]};ROLE=REQ-PARTICIPANT:mailto:{each}\r\n'
        for each in values["attendees"]
    )
    sequence = "" if values["sequence"] is None else f"SEQUENCE:{values['sequence']}\r\n"
    event = (
        f"BEGIN:VEVENT\r\nUID:{values['uid']}\r\nDTSTAMP:{values['stamp']}\r\n{sequence}"
        f"ORGANIZER;CN=Co-Lab:mailto:co-lab@testserver\r\n{people}{values['more']}END:VEVENT\r\n"
    )
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Client//EN\r\nMETHOD:{values['method']}\r\n"
        f"{event * values['events']}END:VCALENDAR\r\n"
    )


def verdict(sender, method="dmarc", result="pass", server=SERVER):
    """Return the Authentication-Results (RFC 8601) for a mail from an address."""
    domain = sender.rpartition("@")[2]
    found = {
        "dmarc": f"dmarc={result} (p=reject dis=none) header.from={domain}",
        "dkim": f"dkim={result} header.d={domain} header.s=s1 header.b=abc",
        "spf": f"spf={result} smtp.mailfrom=bounces@{domain}",
    }
    return f"{server}; {found[method]}"


def mail(text, sender, *, results=None, kind="outlook", **headers):
    """Return a mail with a calendar object (text), in the shape of `kind`, with Authentication-Results."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=900))
    for value in [verdict(sender)] if results is None else results:
        message["Authentication-Results"] = value
    message["From"] = f"Somebody <{sender}>"
    message["To"] = SITE
    message["Subject"] = "Declined"
    message["Message-ID"] = "<r1@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    SHAPES[kind](message, text)
    return message.as_bytes()


def _outlook(message, text):
    message.set_content("I cannot come.")
    message.add_alternative("<p>I cannot come.</p>", subtype="html")
    _add(message.add_alternative, text)


def _google(message, text):
    """Marked as written by a program, with the object twice."""
    message["Auto-Submitted"] = "auto-generated"
    message["Sender"] = "Calendar <calendar@example.com>"
    _outlook(message, text)
    message.make_mixed()
    message.add_attachment(text.encode(), maintype="application", subtype="ics", filename="invite.ics")


def _apple(message, text):
    message.set_content(text, subtype="calendar", cte="quoted-printable", params={"method": "REPLY"})


def _thunderbird(message, text):
    message.set_content("Somebody has declined.")
    _add(message.add_attachment, text)


def _file_only(message, text):
    message.set_content("See the file.")
    message.add_attachment(text.encode(), maintype="application", subtype="ics", filename="meeting.ics")


def _add(add, text):
    add(text.encode(), maintype="text", subtype="calendar", params={"method": "REPLY", "charset": "utf-8"})


SHAPES = {
    "outlook": _outlook,
    "google": _google,
    "apple": _apple,
    "thunderbird": _thunderbird,
    "file": _file_only,
}


# --- Broken and hostile mails


def latin(text, sender):
    """Return a mail in Latin-1, declared as such."""
    body = base64.encodebytes(text.replace('CN="', 'CN="Zoé ').encode("latin-1")).replace(b"\n", b"\r\n")
    head = (
        f"Authentication-Results: {verdict(sender)}\r\nFrom: {sender}\r\nTo: {SITE}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/calendar; charset=iso-8859-1; method=REPLY\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + body


def undeclared(text, sender):
    """Return a mail with invalid UTF-8 in its headers and its body, declared as UTF-8."""
    head = (
        f"Authentication-Results: {verdict(sender)}\r\nFrom: {sender}\r\nSubject: D\xe9clin\xe9\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/calendar; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode("latin-1") + text.replace('CN="', 'CN="Zo\xe9 ').encode("latin-1")


def nested(text, sender, depth):
    lines = [f"Authentication-Results: {verdict(sender)}", f"From: {sender}", "MIME-Version: 1.0"]
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    lines += ["Content-Type: text/calendar; method=REPLY", "", text]
    lines += [f"--b{level}--" for level in reversed(range(depth))]
    return "\r\n".join(lines).encode()


def forwarded(content):
    head = b"From: eve@elsewhere.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    part = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + content + b"\r\n--b--\r\n"
    return head + b"--b\r\nContent-Type: text/plain\r\n\r\nLook.\r\n" + part
