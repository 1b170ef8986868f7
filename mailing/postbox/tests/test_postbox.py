"""The postbox of a demonstration: mail as .eml files, read as its recipients see it."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mailing.postbox import file_backend
from mailing.transport import mime

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:A long\r\n  story\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def box(settings, tmp_path):
    settings.DEMONSTRATION = True
    settings.POSTBOX_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = "mailing.postbox.file_backend.Backend"
    return settings.POSTBOX_DIR


def deliver(subject="Hello", recipient="ana@example.org", **fields):
    fields = {"text": "Text – here", "html": "<html><head></head><body>Page</body></html>"} | fields
    content = mime.render(
        mime.Mail(
            subject=subject,
            sender="Co-Lab <co-lab@example.org>",
            recipient=recipient,
            message_id=f"<{timezone.now():%H%M%S%f}@example.org>",
            sent_at=timezone.now(),
            **fields,
        )
    )
    with mail.get_connection() as connection:
        mime.send(connection, content)
    return content


def only():
    [found] = file_backend.mails()
    return found


# --- The files


def test_what_would_go_over_smtp_is_written_byte_for_byte(box):
    content = deliver()

    assert [path.read_bytes() for path in box.iterdir()] == [content]
    assert only().name.endswith(".eml")


def test_mail_of_django_itself_is_written_too(box):
    mail.send_mail("Word", "Text", "co-lab@example.org", ["ana@example.org"])

    assert (only().subject, only().recipient, only().text) == ("Word", "ana@example.org", "Text")


def test_a_mail_is_read_in_all_its_parts(box):
    deliver("Réunion", calendar=("REQUEST", CALENDAR), unsubscribe_url="https://example.org/off/x")

    found = only()
    assert (found.subject, found.sender) == ("Réunion", "Co-Lab <co-lab@example.org>")
    assert ("Text – here" in found.text, "Page" in found.html) == (True, True)
    assert found.calendar_method == "REQUEST"
    assert "SUMMARY:A long story\r\n" in found.calendar
    assert found.unsubscribe == "<https://example.org/off/x>"
    assert (timezone.now() - found.sent_at).total_seconds() < 60


def test_the_newest_come_first_and_one_address_alone_on_request(box):
    deliver("One")
    deliver("Two", "Bo@example.org")
    deliver("Three")

    assert [found.subject for found in file_backend.mails()] == ["Three", "Two", "One"]
    assert [found.subject for found in file_backend.mails("bo@EXAMPLE.org")] == ["Two"]
    assert [found.subject for found in file_backend.mails(limit=2)] == ["Three", "Two"]
    assert file_backend.recipients() == ["ana@example.org", "bo@example.org"]


@pytest.mark.parametrize(
    "name",
    ["../secret_key", "20270101T000000000000Z-abcdefgh.eml", ".eml", "20270101T000000000000Z-../../x.eml"],
)
def test_nothing_but_its_own_files_is_read(box, name):
    box.mkdir()
    (box.parent / "secret_key").write_text("secret")

    assert file_backend.mail(name) is None


def test_a_postbox_without_a_directory_is_empty(settings):
    settings.POSTBOX_DIR = None

    assert file_backend.mails() == []


# --- The pages


def test_visitors_find_their_mail(client, db, box):
    deliver("Confirm your address")
    deliver("For Bo", "bo@example.org")

    page = client.get(reverse("mailing:postbox"), {"to": "ana@example.org"})

    assert [found.subject for found in page.context["mails"]] == ["Confirm your address"]
    assert page.status_code == 200


def test_the_page_of_a_mail_shows_its_text_and_its_calendar(client, db, box):
    deliver(text="See http://testserver/claim/x", calendar=("REQUEST", CALENDAR))

    page = client.get(reverse("mailing:mail", args=[only().name])).content.decode()

    assert '<a href="http://testserver/claim/x"' in page
    assert "SUMMARY:A long story" in page
    assert reverse("mailing:mail_html", args=[only().name]) in page


def test_the_html_stands_alone_under_a_policy_of_its_own(client, db, box):
    deliver(html="<html><head><style>p{}</style></head><body><script>alert(1)</script></body></html>")

    answer = client.get(reverse("mailing:mail_html", args=[only().name]))

    policy = dict(
        part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_blank">' in answer.content.decode()


def test_the_page_around_it_keeps_the_strict_policy(client, db, box):
    """Check R-STRICT-POLICY."""
    deliver()

    answer = client.get(reverse("mailing:mail", args=[only().name]))

    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_the_file_can_be_downloaded_as_it_is(client, db, box):
    content = deliver()

    answer = client.get(reverse("mailing:mail_file", args=[only().name]))

    assert (answer.content, answer.headers["Content-Type"]) == (content, "message/rfc822")


def test_on_a_real_site_there_is_no_postbox(client, db, box, settings):
    deliver()
    settings.DEMONSTRATION = False

    for name in ("mail", "mail_html", "mail_file"):
        assert client.get(reverse(f"mailing:{name}", args=[only().name])).status_code == 404
    assert client.get(reverse("mailing:postbox")).status_code == 404


def test_a_mail_that_is_not_there_is_not_found(client, db, box):
    name = "20270101T000000000000Z-abcdefgh.eml"

    assert client.get(reverse("mailing:mail", args=[name])).status_code == 404
