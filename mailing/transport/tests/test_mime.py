"""The bytes of a mail, also as a mail server receives them and when they are sent again."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as django_mail
from django.core.mail import BadHeaderError, get_connection
from hypothesis import given
from hypothesis import strategies as st

from mailing.transport import mime
from mailing.transport.mime import KeptMail, Mail

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Forêts\r\nEND:VCALENDAR\r\n".encode()
MAIL = Mail(
    subject="Votre place : Forêts, eau et après",
    text="Jeudi à 14 h 00\n.\nFrom here on\n" + "mot " * 600,
    html="<p>Jeudi à 14 h 00</p>" + "x" * 2000,
    sender='"Équipe, Co-Lab" <co-lab@example.org>',
    recipient="zoe@example.org",
    message_id="<k3j5@colab.example>",
    sent_at=datetime(2027, 1, 7, 12, tzinfo=UTC),
)
INVITATION = replace(MAIL, calendar=("REQUEST", CALENDAR))


def parsed(mail):
    return message_from_bytes(mime.render(mail), policy=policy.default)


def shape(message):
    return [part.get_content_type() for part in message.walk()]


def test_an_invitation_ends_its_alternatives_with_the_calendar_and_attaches_it():
    message = parsed(INVITATION)
    *_, calendar, attached = message.walk()

    assert shape(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert dict(calendar["Content-Type"].params) == {"method": "REQUEST", "charset": "UTF-8"}
    assert dict(attached["Content-Type"].params) == {"name": "invite.ics"}
    assert (attached.get_content_disposition(), attached.get_filename()) == ("attachment", "invite.ics")
    assert calendar["Content-Transfer-Encoding"] == attached["Content-Transfer-Encoding"] == "base64"
    assert calendar.get_payload(decode=True) == attached.get_payload(decode=True) == CALENDAR


def test_a_mail_says_which_language_it_is_in():
    assert parsed(replace(MAIL, language="fr-CA"))["Content-Language"] == "fr-CA"
    assert parsed(MAIL)["Content-Language"] is None


def test_a_mail_without_a_calendar_is_text_and_html():
    assert shape(parsed(MAIL)) == ["multipart/alternative", "text/plain", "text/html"]


def test_headers_say_who_what_and_that_a_machine_wrote():
    message = parsed(MAIL)

    assert message["Subject"] == MAIL.subject
    assert [(a.display_name, a.addr_spec) for a in message["From"].addresses] == [
        ("Équipe, Co-Lab", "co-lab@example.org")
    ]
    assert message["To"] == "zoe@example.org"
    assert message["Message-ID"] == "<k3j5@colab.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == MAIL.sent_at
    assert not {"Cc", "Bcc", "Reply-To", "List-Unsubscribe"} & set(message.keys())


def test_what_may_be_turned_off_carries_one_press_unsubscribing():
    link = "https://colab.example/off/" + "t" * 90 + "/"
    message = parsed(replace(MAIL, unsubscribe_url=link))

    assert message["List-Unsubscribe"].strip() == f"<{link}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_bytes_are_clean_to_seven_bits_with_short_lines():
    content = mime.render(INVITATION)

    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 78


def test_texts_arrive_as_they_were_written():
    text, html = (parsed(MAIL).get_body((kind,)).get_content() for kind in ("plain", "html"))

    assert (text.splitlines(), html.splitlines()) == (MAIL.text.splitlines(), MAIL.html.splitlines())


any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)


@given(any_text, any_text)
def test_any_subject_and_text_survive(subject, text):
    message = parsed(replace(MAIL, subject=subject, text=f"{text}."))

    assert " ".join(message["Subject"].split()) == " ".join(subject.split())
    assert message.get_body(("plain",)).get_content().rstrip("\n") == f"{text}."


@pytest.mark.parametrize("name", ["subject", "sender"])
@pytest.mark.parametrize(
    "ending", ["\nBcc: ana@example.org", "\r\nBcc: ana@example.org", "\rBcc: ana@example.org"]
)
def test_line_breaks_in_headers_are_refused(name, ending):
    with pytest.raises(BadHeaderError):
        mime.render(replace(MAIL, **{name: getattr(MAIL, name) + ending}))


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "zoe@example.org, ana@example.org"},
        {"recipient": "zoe@example.org\r\nBcc: ana@example.org"},
        {"recipient": "Zoé <zoe@example.org>"},
        {"recipient": "zoé@example.org"},
        {"message_id": "k3j5@colab.example"},
        {"message_id": "<k3j5@colab.example>\nBcc: ana@example.org"},
        {"unsubscribe_url": "javascript:x"},
        {"unsubscribe_url": "https://colab.example/>\n"},
        {"text": " "},
        {"html": ""},
    ],
)
def test_values_that_fit_no_header_are_refused(changes):
    with pytest.raises(ValueError):
        replace(MAIL, **changes)


def test_other_methods_are_refused():
    with pytest.raises(ValueError, match="PUBLISH"):
        mime.render(replace(MAIL, calendar=("PUBLISH", CALENDAR)))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("colab.example", "<k3j5@colab.example>"),
        ("::1", "<k3j5@[::1]>"),
        ("régie.example", "<k3j5@xn--rgie-bpa.example>"),
    ],
)
def test_a_message_id_is_made_of_the_rows_token_and_the_sites_host(host, expected):
    assert mime.message_id("k3j5", host) == expected
    replace(MAIL, message_id=expected)


# --- Over SMTP


class Mailman:
    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):
        self.received.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 Accepted"


class Loopback(Controller):
    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mailman():
    handler = Mailman()
    controller = Loopback(handler, hostname="127.0.0.1", port=0)
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


def smtp(mailman):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return get_connection(backend, host="127.0.0.1", port=mailman.port, use_tls=False, username="", timeout=5)


def test_rendered_bytes_arrive_unchanged_at_each_retry(mailman):
    content = mime.render(INVITATION)

    with smtp(mailman) as connection:
        mime.send(connection, content)
        mime.send(connection, memoryview(content))

    assert mailman.received == [("co-lab@example.org", ["zoe@example.org"], content)] * 2


def test_a_kept_mail_can_be_read_by_tests_and_previews(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    content = mime.render(INVITATION)

    mime.send(get_connection(), content)

    (sent,) = django_mail.outbox
    assert sent.message().as_bytes() == content
    assert (sent.subject, sent.to) == (MAIL.subject, ["zoe@example.org"])
    assert sent.body.splitlines() == MAIL.text.splitlines()
    assert sent.alternatives[0].mimetype == "text/html"


def test_sending_reads_the_header_alone(mailman, monkeypatch):
    content = mime.render(INVITATION)
    monkeypatch.setattr(mime, "BytesParser", None)

    with smtp(mailman) as connection:
        mime.send(connection, content)

    assert [received for *_, received in mailman.received] == [content]


def test_a_kept_mail_goes_into_a_file_unchanged(tmp_path):
    backend = "django.core.mail.backends.filebased.EmailBackend"
    content = mime.render(MAIL)

    mime.send(get_connection(backend, file_path=tmp_path), content)

    (file,) = tmp_path.iterdir()
    assert file.read_bytes().startswith(content)


def test_a_kept_mail_without_html_is_read_too():
    bare = b"Subject: x\r\nFrom: a@example.org\r\nTo: b@example.org\r\n\r\nHello\r\n"

    assert (KeptMail(bare).body, KeptMail(bare).alternatives) == ("Hello\n", [])
