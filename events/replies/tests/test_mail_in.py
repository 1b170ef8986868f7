"""Mail received by IMAP and by the webhook of a provider."""

import base64
import json

import pytest
from anymail import urls as anymail_urls
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import clear_url_caches, include, path

from colab import urls
from events.models import ReplyCount
from events.registration import seats
from events.replies.tests import replymails
from mailing.inbound import receiving, sources
from mailing.inbound.tests.imapserver import Folder, serving
from testing import make

pytestmark = pytest.mark.django_db
ANA = "ana@city.example"
HOOK = "/mail/postmark/inbound/"


@pytest.fixture
def seat():
    return seats.join(make.colab(), make.participant("Ana", email=ANA))


@pytest.fixture
def declined(seat):
    return replymails.mail(replymails.calendar(seat), ANA)


def outcomes():
    return dict(ReplyCount.objects.values_list("outcome", "number"))


# --- IMAP


def test_the_unread_mails_of_a_mailbox_are_taken_and_marked(seat, declined, settings, capsys):
    folder = Folder([declined, b"Hello", b"x" * 3_000_000])
    folder.seen.add(102)
    with serving(folder) as settings.IMAP_URL:
        call_command("receive_replies")

        assert folder.seen == {101, 102, 103}
        assert outcomes() == {"freed": 1, "too-large": 1}
        receiving.take_from_imap()
        assert sum(outcomes().values()) == 2
    seat.refresh_from_db()
    assert not seat.is_seated
    assert capsys.readouterr().out.splitlines()[-1].split() == ["2", "in", "all"]


def test_what_could_not_be_taken_stays_unread(seat, declined, settings, monkeypatch):
    folder = Folder([declined, b"Hello"])
    with serving(folder) as settings.IMAP_URL, monkeypatch.context() as patch:
        patch.setattr(seats, "leave", _busy)
        with pytest.raises(CommandError, match="1 wait"):
            call_command("receive_replies")

        assert folder.seen == {102}


def _busy(colab, person):
    raise seats.Refused("busy")


def test_a_wrong_password_and_a_silent_server_are_errors_in_words(settings, monkeypatch):
    monkeypatch.setattr(sources, "TIMEOUT", 0.3)
    with serving(Folder([])) as address:
        settings.IMAP_URL = address.replace("correct", "wrong")
        with pytest.raises(CommandError, match="wrong password"):
            call_command("receive_replies")
    with (
        serving(Folder([], silent=True)) as settings.IMAP_URL,
        pytest.raises(CommandError, match="timed out"),
    ):
        call_command("receive_replies")


def test_a_mailbox_that_is_away_does_not_stop_the_schedule(settings, caplog):
    with serving(Folder([])) as address:
        settings.IMAP_URL = address.replace("correct", "wrong")
        receiving.take_from_imap()

    receiving.take_from_imap()

    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert "correct" not in caplog.text


def test_without_a_mailbox_the_schedule_does_nothing(settings):
    settings.IMAP_URL = ""

    receiving.take_from_imap()

    assert outcomes() == {}


# --- The webhook of a mail provider


@pytest.fixture
def post(settings, monkeypatch):
    """Hand a mail over as a provider does; return the status of the response."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": "provider:secret"}
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("mail/", include(anymail_urls))])
    clear_url_caches()

    def hand_over(content, secret="provider:secret"):
        word = base64.b64encode(secret.encode()).decode()
        body = json.dumps({"RawEmail": content.decode("latin-1"), "FromFull": {"Email": ANA}, "Headers": []})
        client = Client(raise_request_exception=False, headers={"authorization": f"Basic {word}"})
        return client.post(HOOK, body, content_type="application/json").status_code

    yield hand_over
    clear_url_caches()


def test_a_mail_provider_hands_a_reply_over(seat, declined, post):
    assert post(declined) == 200

    seat.refresh_from_db()
    assert not seat.is_seated
    assert outcomes() == {"freed": 1}


def test_nobody_else_can(seat, declined, post):
    assert post(declined, secret="provider:guess") == 400

    seat.refresh_from_db()
    assert seat.is_seated
    assert outcomes() == {}


def test_what_could_not_be_taken_is_sent_again(seat, declined, post, monkeypatch):
    monkeypatch.setattr(seats, "leave", _busy)

    assert post(declined) == 503

    assert outcomes() == {}


def test_without_its_setting_there_is_no_webhook(settings):
    assert settings.ANYMAIL == {}
    assert Client().post(HOOK).status_code == 404
