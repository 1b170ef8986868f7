"""People and messages in the administration."""

import pytest
from django.urls import reverse

from mailing import outbox, registry
from mailing.registry import Letter
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = make.staff()
    client.force_login(person)
    return person


@pytest.fixture
def message(monkeypatch):
    monkeypatch.setitem(registry.kinds, "news", None)  # forgotten afterwards
    registry.letter("news")(lambda message: Letter(subject="Secret", text="Secret", html="<p>Secret</p>"))
    return outbox.post("news", make.participant(email="ana@example.org"), "news:1")


def change(person):
    return reverse("admin:participants_participant_change", args=[person.pk])


def test_staff_finds_and_opens_people(client, staff):
    ana = make.participant("Ana Ruiz")

    page = client.get(reverse("admin:participants_participant_changelist"), {"q": "ruiz"})

    assert change(ana) in page.content.decode()
    assert client.get(change(ana)).status_code == 200


def test_staff_makes_somebody_an_organizer(client, staff):
    ana = make.participant("Ana")
    form = client.get(change(ana)).context["adminform"].form
    answers = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    client.post(change(ana), answers | {"is_organizer": "on", "email": "other@example.org"})

    ana.refresh_from_db()
    assert (ana.is_organizer, ana.email.startswith("person")) == (True, True)


def test_staff_adds_somebody_under_an_address_in_lower_case(client, staff):
    answers = {"email": "New@Example.org", "name": "New", "usable_password": "false"}

    client.post(reverse("admin:participants_participant_add"), answers)

    assert Participant.objects.by_address("new@example.org").get().name == "New"


def test_nobody_is_deleted_here(client, staff):
    ana = make.participant()

    assert client.post(reverse("admin:participants_participant_delete", args=[ana.pk])).status_code == 403


def test_messages_are_there_to_look_at_without_what_they_say(client, staff, message):
    listed = client.get(reverse("admin:participants_message_changelist")).content.decode()
    page = client.get(reverse("admin:participants_message_change", args=[message.pk])).content.decode()

    assert ("ana@example.org" in listed, "news:1" in page, "Secret" in page) == (True, True, False)
    assert client.get(reverse("admin:participants_message_add")).status_code == 403


def test_staff_has_a_refused_message_tried_again(client, staff, message):
    message.state = "refused"
    message.save(update_fields=["state"])
    answers = {"action": "try_again", "_selected_action": [message.pk]}

    client.post(reverse("admin:participants_message_changelist"), answers)

    message.refresh_from_db()
    assert message.state == "waiting"


def test_secrets_of_the_second_step_are_not_in_the_administration(client, staff):
    assert "/admin/mfa/" not in client.get(reverse("admin:index")).content.decode()
