"""Check the bytes of an invitation or a cancellation against docs/rules.md.

`violations()` reads a mail as it is sent by SMTP. Each sentence begins with the name of the violated rule. It
shares no code with what builds mails, and parses the calendar object itself, to find errors of the library.
"""

import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.utils import getaddresses
from html import unescape
from urllib.parse import unquote
from uuid import UUID

ROOMS = re.compile(r"zoom\.us|webex\.com|teams\.(microsoft|live)\.com|meet\.google\.com|meet\.jit\.si", re.I)
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
CLOCK = re.compile(r"\b\d{1,2}(:\d{2}\b|\W?h\b)")  # "14:00", in French "14 h"
ONCE = {
    "REQUEST": "UID DTSTAMP DTSTART DTEND SUMMARY ORGANIZER ATTENDEE SEQUENCE CREATED LAST-MODIFIED TRANSP "
    "STATUS DESCRIPTION LOCATION URL",
    "CANCEL": "UID DTSTAMP DTSTART DTEND SUMMARY ORGANIZER ATTENDEE SEQUENCE",
}
INVITED = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "RSVP": "TRUE"}


def violations(content):
    """Return the violations in a mail with a calendar object, one sentence for each."""
    mail = message_from_bytes(content, policy=policy.default)
    found = [*_wire(content), *_structure(mail), *_headers(mail)]
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    if len(parts) != 1:
        return [*found, f"R-MAIL-STRUCTURE: {len(parts)} text/calendar parts"]
    raw = parts[0].get_payload(decode=True)
    found += _bytes_of_calendar(raw)
    lines = list(content_lines(raw))
    method = parts[0].get_param("method")
    if method not in ONCE:
        return [*found, f"R-MAIL-STRUCTURE: method={method!r}"]
    return [
        *found,
        *_calendar(lines, method),
        *_event(lines, method),
        *_people(lines, mail),
        *_words(lines, mail),
    ]


def _wire(content):
    if b"\n" in content.replace(b"\r\n", b"") or b"\r" in content.replace(b"\r\n", b""):
        yield "R-MAIL-STRUCTURE: a line does not end with CRLF"
    if any(len(line) > 998 for line in content.split(b"\r\n")):
        yield "R-MAIL-STRUCTURE: a line is longer than 998 octets"
    if not content.isascii():
        yield "R-MAIL-STRUCTURE: not clean to seven bits"


def _structure(mail):
    if mail.defects:
        yield f"R-MAIL-STRUCTURE: {mail.defects}"
    shape = [part.get_content_type() for part in mail.walk()]
    if shape != [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]:
        yield f"R-MAIL-STRUCTURE: structure is {shape}"
        return
    *_, calendar, attached = mail.walk()
    if str(calendar.get_param("charset")).upper() != "UTF-8":
        yield "R-MAIL-STRUCTURE: the calendar part has no charset=UTF-8"
    if str(calendar["Content-Type"]).lower().count("method=") != 1 or calendar["Content-Type"].defects:
        yield "R-MAIL-STRUCTURE: the calendar part's type is malformed"
    if calendar["Content-Transfer-Encoding"] != "base64":
        yield "R-MAIL-STRUCTURE: the calendar part is not in base64"
    if calendar.get_content_disposition() is not None:
        yield "R-MAIL-STRUCTURE: the calendar part has a disposition"
    if attached.get_param("name") != "invite.ics" or attached.get_content_disposition() != "attachment":
        yield "R-MAIL-STRUCTURE: invite.ics is not an attachment"
    if calendar.get_payload(decode=True) != attached.get_payload(decode=True):
        yield "R-MAIL-STRUCTURE: the two calendar parts differ"


def _headers(mail):
    if len(_mailboxes(mail, "To")) != 1 or mail["Cc"] or mail["Bcc"]:
        yield "R-ONE-RECIPIENT: not exactly one recipient"
    if len(_mailboxes(mail, "From")) != 1 or mail["Sender"]:
        yield "R-ONE-SENDER: From is not one mailbox"
    if mail["Reply-To"] and _mailboxes(mail, "Reply-To") != _mailboxes(mail, "From"):
        yield "R-ONE-SENDER: replies go elsewhere"
    if mail["Auto-Submitted"] != "auto-generated":
        yield "R-MAIL-HEADERS: no Auto-Submitted: auto-generated"
    if len(mail.get_all("Message-ID", [])) != 1 or not re.fullmatch(
        r"<[^<>\s]+@[^<>\s]+>", mail["Message-ID"]
    ):
        yield "R-MAIL-HEADERS: not one Message-ID"
    if mail["List-Unsubscribe"] or mail["List-Unsubscribe-Post"]:
        yield "R-MAIL-HEADERS: one cannot unsubscribe from an invitation"


def _mailboxes(mail, header):
    return [
        address.lower() for _, address in getaddresses([str(value) for value in mail.get_all(header, [])])
    ]


# --- The calendar object


def _bytes_of_calendar(raw):
    if not raw.endswith(b"\r\n") or b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        yield "R-ICS-ENCODING: a line of the calendar does not end with CRLF"
    for line in raw.split(b"\r\n"):
        if len(line) > 75:
            yield f"R-ICS-ENCODING: {len(line)} octets in a line of the calendar"
        if not _is_text(line):
            yield "R-ICS-ENCODING: folded inside a character, not UTF-8, or a control character"


def _is_text(line):
    try:
        return not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f]", line.decode())
    except UnicodeDecodeError:
        return False


def content_lines(raw):
    """Return (component, name, parameters, value) of each unfolded line, also BEGIN and END (RFC 5545)."""
    within = []
    unfolded = re.sub(b"\r?\n[ \t]", b"", raw).decode(errors="replace")
    for line in filter(None, re.split("\r?\n", unfolded)):
        head, value = _split(line)
        name, *parameters = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', head)
        if name == "END" and within:
            within.pop()
        yield (within[-1] if within else ""), name, dict(p.partition("=")[::2] for p in parameters), value
        if name == "BEGIN":
            within.append(value)


def _split(line):
    colon = re.match(r'(?:[^":]|"[^"]*")*', line).end()
    return line[:colon], line[colon + 1 :]


def _values(lines, component, name):
    return [value for where, found, _, value in lines if (where, found) == (component, name)]


def _calendar(lines, method):
    top = {name: _values(lines, "VCALENDAR", name) for name in ("METHOD", "VERSION", "CALSCALE", "PRODID")}
    if top["METHOD"] != [method]:
        yield f"R-MAIL-STRUCTURE: METHOD is {top['METHOD']}, the part says {method}"
    if top["VERSION"] != ["2.0"] or top["CALSCALE"] != ["GREGORIAN"] or len(top["PRODID"]) != 1:
        yield "R-ICS-PROPERTIES: VERSION, CALSCALE or PRODID"
    begun = [value for _, name, _, value in lines if name == "BEGIN"]
    if begun.count("VEVENT") != 1:
        yield f"R-ICS-PROPERTIES: {begun.count('VEVENT')} events"
    if set(begun) - {"VCALENDAR", "VEVENT", "VALARM"}:
        yield f"R-ICS-UTC: {begun}"
    alarms = begun.count("VALARM")
    if alarms > 1 or (alarms and method == "CANCEL"):
        yield f"R-ICS-ALARM: {alarms} alarms in a {method}"
    if alarms and (_values(lines, "VALARM", "ACTION"), _values(lines, "VALARM", "TRIGGER")) != (
        ["DISPLAY"],
        ["-PT15M"],
    ):
        yield "R-ICS-ALARM: another alarm than DISPLAY, -PT15M"


def _event(lines, method):
    names = [name for where, name, *_ in lines if where == "VEVENT" and name not in {"BEGIN", "END"}]
    for name in ONCE[method].split():
        if names.count(name) != 1:
            yield f"R-ICS-PROPERTIES: {names.count(name)} {name}"
    if {"RRULE", "RDATE", "RECURRENCE-ID", "DURATION"} & set(names):
        yield "R-ICS-UTC: recurring, or without an end of its own"
    event = {name: value for where, name, _, value in lines if where == "VEVENT"}
    if not _is_uuid4(event.get("UID", "")):
        yield "R-ONE-UID: UID is not a random UUID"
    if not event.get("SEQUENCE", "").isdigit():
        yield "R-ICS-SEQUENCE: SEQUENCE is not a number"
    yield from _times(lines, event)
    allowed = {"REQUEST": ["CONFIRMED"], "CANCEL": [None, "CANCELLED"]}[method]
    if event.get("STATUS") not in allowed:
        yield f"R-ICS-CANCEL: STATUS {event.get('STATUS')} in a {method}"
    if method == "REQUEST" and event.get("TRANSP") != "OPAQUE":
        yield "R-ICS-PROPERTIES: not TRANSP:OPAQUE"
    link = event.get("URL", "")
    if (
        not link.startswith("http")
        or event.get("LOCATION") != link
        or link not in event.get("DESCRIPTION", "")
    ):
        yield "R-ICS-LINK: the link is not in DESCRIPTION, LOCATION and URL alike"


def _times(lines, event):
    times = {"DTSTART", "DTEND", "DTSTAMP", "CREATED", "LAST-MODIFIED"}
    for where, name, parameters, value in lines:
        if where == "VEVENT" and name in times and (parameters or not UTC_TIME.fullmatch(value)):
            yield f"R-ICS-UTC: {name} is not in UTC"
            return
    if not {"DTSTART", "DTEND"} <= set(event):
        return
    start, end = (datetime.strptime(event[name], "%Y%m%dT%H%M%SZ") for name in ("DTSTART", "DTEND"))
    if not timedelta(0) < end - start <= timedelta(hours=1):
        yield "R-ICS-PROPERTIES: it does not end within an hour after it starts"


def _is_uuid4(value):
    try:
        return UUID(value).version == 4
    except ValueError:
        return False


def _people(lines, mail):
    people = {
        name: (parameters, value) for _, name, parameters, value in lines if name in {"ORGANIZER", "ATTENDEE"}
    }
    if len(people) != 2:
        return
    (organizer, organizer_address), (attendee, attendee_address) = people["ORGANIZER"], people["ATTENDEE"]
    if [unquote(attendee_address.removeprefix("mailto:")).lower()] != _mailboxes(mail, "To"):
        yield "R-ONE-RECIPIENT: the recipient is not the attendee"
    if [unquote(organizer_address.removeprefix("mailto:")).lower()] != _mailboxes(mail, "From"):
        yield "R-ONE-SENDER: From is not the organizer"
    if organizer_address.lower() == attendee_address.lower() or "SENT-BY" in organizer:
        yield "R-ONE-SENDER: the organizer is the recipient, or sent by another"
    wanted = INVITED if _values(lines, "VCALENDAR", "METHOD") == ["REQUEST"] else {}
    if any(attendee.get(key) != value for key, value in wanted.items()) or not attendee.get("CN"):
        yield f"R-ICS-ATTENDEE: ATTENDEE has {attendee}"
    if wanted and attendee.get("PARTSTAT") not in {"ACCEPTED", "TENTATIVE", "DECLINED", "NEEDS-ACTION"}:
        yield f"R-ICS-ATTENDEE: PARTSTAT {attendee.get('PARTSTAT')}"


# --- What people read


def _words(lines, mail):
    texts = [
        part.get_content() for part in mail.walk() if part.get_content_type() in {"text/plain", "text/html"}
    ]
    calendar = "\n".join(value for *_, value in lines)
    known = {*_mailboxes(mail, "To"), *_mailboxes(mail, "From")}
    strangers = {address.lower() for text in [*texts, calendar] for address in ADDRESS.findall(text)} - known
    if strangers:
        yield f"R-ONE-RECIPIENT: other people's addresses: {sorted(strangers)}"
    if any(ROOMS.search(text) for text in [*texts, calendar]):
        yield "R-ICS-LINK: the address of a room"
    start, link = _values(lines, "VEVENT", "DTSTART"), _values(lines, "VEVENT", "URL")
    for text in texts:
        if not (start and start[0][:4] in text and CLOCK.search(unescape(text)) and "UTC" in text):
            yield "R-MAIL-WORDS: date, time or UTC is missing from the words"
        if not (link and link[0] in text):
            yield "R-MAIL-WORDS: the link is missing from the words"
