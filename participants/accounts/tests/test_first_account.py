"""The first account of a site: made by a command, signed in to by a link, leading on (R-FIRST-ACCOUNT)."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.urls import reverse

from mailing.models import Message
from participants.accounts import activation
from participants.models import AuditEntry, Participant
from testing import make

pytestmark = pytest.mark.django_db
ADDRESS = "Owner@city.example"
RIGHTS = ("is_superuser", "is_staff", "is_organizer")


def press(capsys, address=ADDRESS, **options):
    """Run the command; return the path of the link that it prints."""
    call_command("first_account", address, **{"name": "Olu Owner"} | options)
    [link] = re.findall(r"http://testserver(/accounts/\S+)", capsys.readouterr().out)
    return link


def owner():
    return Participant.objects.get(email="owner@city.example")


def choose_password(client, link):
    page = client.get(link, follow=True)
    return client.post(
        page.request["PATH_INFO"], {"password1": make.PASSWORD, "password2": make.PASSWORD}, follow=True
    )


def test_it_has_all_rights_and_a_confirmed_address_and_stands_in_the_record(capsys):
    press(capsys, zone="Halifax", language="fr")

    assert [getattr(owner(), name) for name in RIGHTS] == [True] * 3
    assert activation.is_confirmed(owner())
    assert (str(owner().zone), owner().language) == ("America/Halifax", "fr")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.key, entry.changes) == ("account-made", owner().pk, dict.fromkeys(RIGHTS, True))


def test_the_link_leads_in_without_any_mail_and_on_to_the_first_steps(client, capsys, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    choose_password(client, press(capsys))
    client.post(reverse("account_login"), {"login": ADDRESS, "password": make.PASSWORD})

    page = client.get(reverse("first_steps"))
    assert page.status_code == 200
    assert reverse("admin:forums_forum_add") in page.text
    assert client.get(reverse("admin:forums_forum_add")).status_code == 200
    assert not Message.objects.filter(kind="account", about__template__contains="code").exists()


def test_the_second_step_is_asked_for_first(client, capsys, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    choose_password(client, press(capsys))
    client.post(reverse("account_login"), {"login": ADDRESS, "password": make.PASSWORD})

    answer = client.get(reverse("first_steps"))
    assert answer.url == reverse("mfa_activate_totp")


def test_the_link_works_once(client, capsys):
    link = press(capsys)
    choose_password(client, link)
    client.logout()

    assert "password1" not in client.get(link, follow=True).text


def test_pressed_again_it_prints_a_new_link_until_somebody_has_signed_in(client, capsys):
    press(capsys)
    link = press(capsys, name="Another")
    assert owner().name == "Olu Owner"
    assert AuditEntry.objects.count() == 1
    choose_password(client, link)
    client.post(reverse("account_login"), {"login": ADDRESS, "password": make.PASSWORD})

    with pytest.raises(CommandError, match="all rights already"):
        press(capsys)


@pytest.mark.parametrize("address", [ADDRESS, "another@city.example"])
def test_it_is_refused_where_somebody_has_all_rights(capsys, address):
    make.staff(email="first@city.example")

    with pytest.raises(CommandError, match="all rights already"):
        press(capsys, address)

    assert not Participant.objects.filter(email=address.lower()).exists()


def test_an_account_that_joined_before_gets_the_rights_and_keeps_its_password(capsys):
    person = make.participant("Olu", email="owner@city.example", password=make.PASSWORD)
    activation.confirm(person)

    press(capsys)

    assert (owner().pk, owner().name, owner().is_superuser) == (person.pk, "Olu", True)
    assert owner().check_password(make.PASSWORD)
    assert AuditEntry.objects.get().verb == "roles-changed"


def test_a_password_that_a_stranger_chose_for_the_address_ends(capsys):
    """R-CODE-FIRST"""
    make.participant(email="owner@city.example", password=make.PASSWORD)

    press(capsys)

    assert not owner().has_usable_password()
    assert EmailAddress.objects.get(user=owner()).verified


def test_an_account_that_is_switched_off_gets_nothing(capsys):
    make.participant(email="owner@city.example", is_active=False)

    with pytest.raises(CommandError, match="switched off"):
        press(capsys)

    assert not owner().is_superuser


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"address": "no address"}, "address"),
        ({"name": " "}, "name"),
        ({"name": "Administrator"}, "name"),
        ({"zone": "Atlantis"}, "zone"),
    ],
)
def test_bad_input_is_told_and_makes_nothing(capsys, options, field):
    with pytest.raises(CommandError, match=f"^{field}: "):
        press(capsys, **options)

    assert not Participant.objects.exists()


def test_without_a_terminal_it_asks_nothing_and_says_how():
    with pytest.raises(CommandError, match="first_account ADDRESS"):
        call_command("first_account")


def test_the_steps_say_what_is_done(client):
    client.force_login(make.staff())
    before = client.get(reverse("first_steps")).context
    assert (before["has_space"], before["has_organizer"], before["has_sent"]) == (False, False, False)
    make.forum()
    make.organizer()

    after = client.get(reverse("first_steps")).context
    assert (after["has_space"], after["has_organizer"]) == (True, True)


def test_the_steps_are_for_superusers(client):
    for person in (make.organizer(), make.moderator(), make.participant(is_staff=True)):
        client.force_login(person)
        assert client.get(reverse("first_steps")).status_code == 404


def test_its_address_has_the_form_of_a_mailbox_however_it_is_typed(capsys):
    """Check R-MAILBOXES: pressed again with other letters, it is the same account."""
    press(capsys, "Owner@bücher.example")
    press(capsys, "owner@xn--bcher-kva.example")

    assert [person.email for person in Participant.objects.all()] == ["owner@xn--bcher-kva.example"]


def test_an_address_that_never_receives_mail_is_refused(capsys):
    with pytest.raises(CommandError, match="No mail can arrive"):
        press(capsys, "owner@site.invalid")
    assert not Participant.objects.exists()
