"""The header of every sample mail, in each language, as it goes over SMTP (R-MAIL-SUBJECTS)."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from unittest import mock

import pytest
from django.conf import settings
from django.core.mail import get_connection

from colab.styleguide import mails
from mailing.transport import mime
from mailing.transport.mime import Mail
from mailing.transport.tests.headercheck import faults
from testing.mails.smtp import Script, Server

pytestmark = pytest.mark.django_db

TITLES = [
    "Forms that people finish",
    "Réduire les délais d’attente aux guichets sans décourager celles et ceux qui en ont le plus besoin",
    "¿Qué formularios terminan de llenar las personas mayores, y qué preguntas podríamos quitar de ellos?",
    "Wait 🚑🚒 what? 👩‍👩‍👧‍👦 Families, 🏳️‍🌈 and a long, long list of things that nobody asked about ❤️‍🔥",
    "公共服務的等候時間應該如何縮短而不會讓最需要幫助的人放棄申請呢請大家分享經驗和想法以及下一步",
    "x" * 150,
    "Plain words, many of them, so that a subject has to be folded between two of them at least two times",
    '=?utf-8?q?not_encoded?= (in brackets) "and quotes" <b@example.org>, a; b: c',
    "é" * 150,
]
NAMES = [
    "Co-Lab",
    "Équipe des services à la population, Ville de Rivière-du-Loup et environs",
    'Team, "Co-Lab"',
]


@pytest.fixture(scope="module")
def server():
    script = Script()
    running = Server(script)
    running.start()
    yield script, running.port
    running.stop()


def written(name, language, title):
    sample = mails.sample

    def with_title(person):
        found = sample(person)
        found["colab"].title = found["topic"].title = title
        return found | {"title": title}

    with mock.patch.object(mails, "sample", with_title):
        return mails.written(name, language)


def rendered(subject, sender="Co-Lab <co-lab@example.org>", **more):
    return mime.render(
        Mail(
            subject=subject,
            text="Text",
            html="<p>Text</p>",
            sender=sender,
            recipient="ana@example.org",
            message_id="<k3j5@colab.example>",
            sent_at=datetime(2027, 1, 7, 12, tzinfo=UTC),
            **more,
        )
    )


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_sample_has_a_header_that_all_programs_read(language, server):
    """Check R-MAIL-SUBJECTS."""
    script, port = server
    backend = "django.core.mail.backends.smtp.EmailBackend"
    sent, link = [], "https://colab.example/off/" + "t" * 90 + "/"
    with get_connection(backend, host="127.0.0.1", port=port, use_tls=False, username="") as connection:
        for name in mails.names():
            for title in TITLES:
                subject, _text, _html = written(name, language, title)
                mime.send(connection, rendered(subject, unsubscribe_url=link))
                sent.append(subject)
    taken, script.taken = script.taken, []

    assert len(taken) == len(sent) == len(mails.names()) * len(TITLES)
    assert [one.content for one in taken if faults(one.content)] == []
    assert [str(one.mail["Subject"]) for one in taken] == sent


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_the_sender_is_whole(name):
    """Check R-MAIL-SUBJECTS."""
    quoted = name.replace('"', '\\"')
    sender = f'"{quoted}" <co-lab@example.org>'
    content = rendered("Hello", sender=sender)

    assert faults(content) == []
    # Not by the newer parser, which keeps the space between two encoded words of a name.
    shown, address = parseaddr(message_from_bytes(content)["From"])
    assert (str(make_header(decode_header(shown))), address) == (name, "co-lab@example.org")
