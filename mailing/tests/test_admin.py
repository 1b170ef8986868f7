"""Messages in the administration."""

from unittest.mock import patch

import pytest
from django.urls import reverse

from mailing import outbox, registry
from mailing.registry import Letter
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def message():
    with patch.dict(registry.kinds):
        registry.letter("news")(lambda message: Letter(subject="Secret", text="Secret", html="<p>Secret</p>"))
        yield outbox.post("news", make.participant(email="ana@example.org"), "news:1")


def test_messages_are_there_to_look_at_without_what_they_say(client, staff, message):
    listed = client.get(reverse("admin:mailing_message_changelist")).content.decode()
    page = client.get(reverse("admin:mailing_message_change", args=[message.pk])).content.decode()

    assert ("ana@example.org" in listed, "news:1" in page, "Secret" in page) == (True, True, False)
    assert client.get(reverse("admin:mailing_message_add")).status_code == 403


def test_staff_has_a_refused_message_tried_again(client, staff, message):
    message.state = "refused"
    message.save(update_fields=["state"])
    answers = {"action": "try_again", "_selected_action": [message.pk]}

    client.post(reverse("admin:mailing_message_changelist"), answers)

    message.refresh_from_db()
    assert message.state == "waiting"
