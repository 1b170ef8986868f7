"""Accounts in the administration."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import reverse

from participants.models import AuditEntry, Participant
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


def answers_of(client, person):
    """What the form of an account would send unchanged."""
    form = client.get(change(person)).context["adminform"].form
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


ROLES = ["is_organizer", "is_moderator", "is_staff", "is_superuser"]


@pytest.mark.parametrize("role", ROLES)
def test_superusers_give_and_take_roles_which_is_recorded(client, staff, role):
    ana = make.participant("Ana")
    for given in (True, False):
        answers = answers_of(client, ana) | {"email": "other@example.org"}
        answers = (
            answers | {role: "on"} if given else {name: answers[name] for name in answers if name != role}
        )
        answer = client.post(change(ana), answers)

        assert answer.status_code == 302, answer.context["errors"]
        ana.refresh_from_db()
        assert (getattr(ana, role), ana.email.startswith("person")) == (given, True)
        entry = AuditEntry.objects.filter(verb="roles-changed").last()
        assert (entry.actor, entry.key, entry.changes) == (staff, ana.pk, {role: given})


@pytest.fixture
def clerk(client):
    """Staff with every permission but that of superusers, signed in."""
    person = make.participant(is_staff=True)
    person.user_permissions.set(Permission.objects.all())
    client.force_login(person)
    return person


def everything(**fields):
    return (
        dict.fromkeys(["is_active", *ROLES], "on") | {"name": "Taken", "email": "evil@example.org"} | fields
    )


def state(person):
    person = Participant.objects.get(pk=person.pk)
    names = ["email", "name", "password", "is_active", *ROLES]
    return [getattr(person, name) for name in names] + [
        person.groups.count(),
        person.user_permissions.count(),
    ]


def test_staff_gives_no_role_to_anybody(client, clerk):
    """Check R-ROLES-BY-SUPERUSERS."""
    ana = make.participant("Ana")
    group = Group.objects.create(name="All")

    answer = client.post(change(ana), answers_of(client, ana) | everything(name="Anna", groups=[group.pk]))

    assert answer.status_code == 302
    ana.refresh_from_db()
    assert ana.name == "Anna"
    assert [getattr(ana, role) for role in ROLES] == [False] * 4
    assert (ana.groups.count(), ana.user_permissions.count()) == (0, 0)


@pytest.mark.parametrize(
    "fields", [{"is_superuser": True, "is_staff": True}, {"is_superuser": True}, {"is_staff": True}]
)
def test_staff_changes_nothing_about_superusers_and_staff(client, clerk, fields):
    """Check R-ROLES-BY-SUPERUSERS."""
    above = make.participant("Above", password=make.PASSWORD, **fields)
    before = state(above)

    assert client.post(change(above), everything()).status_code == 403
    assert client.post(change(above), {"name": "Taken"}).status_code == 403  # is_active is not sent: off
    assert client.post(change(clerk), everything()).status_code == 403
    assert state(above) == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["clerk", "staff"])
def test_there_is_no_password_page(client, request, who, method):
    """Check R-ROLES-BY-SUPERUSERS."""
    request.getfixturevalue(who)
    others = [make.staff(password=make.PASSWORD), make.participant(password=make.PASSWORD)]
    for other in others:
        before = state(other)
        sent = {"password1": "hunter2 hunter2", "password2": "hunter2 hunter2", "usable_password": "true"}
        answer = getattr(client, method)(f"/admin/participants/participant/{other.pk}/password/", sent)

        assert answer.status_code == 404
        assert state(other) == before
        assert "password" not in client.get(change(other)).context["adminform"].form.fields


def test_ones_own_password_is_changed_on_the_account_page(client, staff):
    assert client.get("/admin/password_change/")["Location"] == reverse("account_change_password")


@pytest.mark.parametrize("address", ["mfa/authenticator/", "auth/permission/"])
def test_what_opens_accounts_is_not_in_the_administration(client, staff, address):
    assert client.get(f"/admin/{address}").status_code == 404


def test_groups_are_for_superusers(client, clerk):
    group = Group.objects.create(name="All")
    address = reverse("admin:auth_group_change", args=[group.pk])

    assert client.get(address).status_code == 403
    client.force_login(make.staff())
    assert client.get(address).status_code == 200


def test_no_action_or_list_changes_many_accounts(client, clerk):
    listed = client.get(reverse("admin:participants_participant_changelist")).context["cl"]

    assert listed.list_editable == ()
    assert not listed.formset
    assert [name for name, _label in listed.model_admin.get_action_choices(listed_request(clerk), [])] == []


def listed_request(person):
    made = RequestFactory().get("/")
    made.user = person
    return made


def test_an_account_that_staff_adds_has_no_password(client, clerk):
    sent = {
        "email": "new@example.org",
        "name": "New",
        "password1": "hunter2 hunter2",
        "password2": "hunter2 hunter2",
    }
    client.post(
        reverse("admin:participants_participant_add"),
        sent | {"usable_password": "true", "is_superuser": "on"},
    )

    made = Participant.objects.by_address("new@example.org").get()
    assert (made.has_usable_password(), made.is_superuser) == (False, False)


def test_staff_switches_an_account_off_which_is_recorded(client, clerk):
    ana = make.participant("Ana")
    answers = answers_of(client, ana)
    answers.pop("is_active")

    client.post(change(ana), answers)

    assert not Participant.objects.get(pk=ana.pk).is_active
    assert AuditEntry.objects.get(key=ana.pk).verb == "account-closed"


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
