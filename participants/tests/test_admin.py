"""Accounts in the administration."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse

from participants.models import Participant
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db


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

    answer = client.post(change(ana), answers | {"is_organizer": "on", "email": "other@example.org"})

    assert answer.status_code == 302, answer.context["errors"]
    ana.refresh_from_db()
    assert (ana.is_organizer, ana.email.startswith("person")) == (True, True)


def test_what_staff_did_to_an_account_names_nobody_once_it_is_erased(client, staff):
    ana = make.participant("Ana Ruiz")
    LogEntry.objects.log_actions(staff.pk, [ana], CHANGE, "Changed the zone.", single_object=True)
    assert "Ana Ruiz" in client.get(reverse("admin:index")).text

    erasure.erase(ana)

    assert "Ana Ruiz" not in client.get(reverse("admin:index")).text


def test_staff_adds_somebody_under_an_address_in_lower_case(client, staff):
    answers = {"email": "New@Example.org", "name": "New", "usable_password": "false"}

    client.post(reverse("admin:participants_participant_add"), answers)

    assert Participant.objects.by_address("new@example.org").get().name == "New"


def test_nobody_is_deleted_here(client, staff):
    ana = make.participant()

    assert client.post(reverse("admin:participants_participant_delete", args=[ana.pk])).status_code == 403


def test_secrets_of_the_second_step_are_not_in_the_administration(client, staff):
    assert "/admin/mfa/" not in client.get(reverse("admin:index")).content.decode()
