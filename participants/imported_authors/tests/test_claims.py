"""Imported authors claim their accounts by a link that staff has sent."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from core.web import keyset
from mailing import outbox
from mailing.models import Message
from participants.accounts import activation, anonymization
from participants.imported_authors import claims
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Bo Berg",
    "password": make.PASSWORD,
    "organization": "Town",
    "district": "",
    "region": "CA-QC",
    "zone": "America/Toronto",
    "language": "fr",
}


@pytest.fixture
def bo():
    return make.participant("bo_b", email="bo_b@imported.invalid", imported_as="bo_b", is_active=False)


@pytest.fixture
def link(bo, mailoutbox):
    claims.invite(bo, "Bo@example.org")
    outbox.send_due()
    return re.search(r"http://testserver(/claim/\S+)", mailoutbox[-1].body).group(1)


def invite(client, person, address):
    answers = {"address": address, "language": "fr"}
    return client.post(reverse("participants:invite", args=[person.pk]), answers)


# --- Staff invites


def test_staff_invites_and_the_mail_is_in_the_chosen_language(client, bo, mailoutbox):
    client.force_login(make.staff())

    answer = invite(client, bo, "Bo@Example.org")
    outbox.send_due()

    assert answer["Location"] == reverse("participants:unclaimed")
    assert mailoutbox[0].to == ["bo@example.org"]
    assert '<html lang="fr-CA">' in mailoutbox[0].alternatives[0].content


def confirmed(address):
    person = make.participant(email=address)
    activation.confirm(person)
    return person


def test_an_address_that_has_an_account_is_refused_and_nothing_changes(client, bo):
    confirmed("bo@example.org")
    client.force_login(make.staff())

    page = invite(client, bo, "BO@example.org")

    assert page.context["form"].errors == {
        "address": ["This address already has an account. Ask the person for another address."]
    }
    assert not Message.objects.exists()


def test_an_account_that_nobody_confirmed_is_in_nobodys_way(client, bo, link):
    """Check R-CODE-FIRST: neither an account that was begun with the address, nor a change to it."""
    begun = make.participant("Mallory", email="bo@example.org", password=make.PASSWORD)
    other = confirmed("other@example.org")
    EmailAddress.objects.create(user=other, email="bo@example.org", verified=False)
    client.force_login(make.staff())
    assert invite(client, bo, "bo@example.org").status_code == 302
    client.logout()

    client.post(link, ANSWERS)

    bo.refresh_from_db()
    assert (bo.email, bo.is_active) == ("bo@example.org", True)
    assert not Participant.objects.filter(pk=begun.pk).exists()


def test_the_author_may_have_no_password(client, bo, link):
    client.post(link, ANSWERS | {"password": ""})

    bo.refresh_from_db()
    assert client.session["_auth_user_id"] == str(bo.pk)
    assert not bo.has_usable_password()


def test_inviting_twice_a_day_writes_once(bo):
    claims.invite(bo, "bo@example.org")
    claims.invite(bo, "bo@example.org")

    assert Message.objects.count() == 1


def test_the_list_shows_who_is_unclaimed_and_can_be_searched(client, bo):
    make.participant("zoe", email="zoe@imported.invalid", imported_as="zoe", is_active=False)
    make.participant("Suspended", is_active=False)
    client.force_login(make.staff())

    def listed(**query):
        page = client.get(reverse("participants:unclaimed"), query)
        return [person.name for person in page.context["people"]]

    assert listed() == ["bo_b", "zoe"]
    assert listed(q="ZO") == ["zoe"]
    assert listed(after=keyset.write("bo_b", bo.pk)) == ["zoe"]


def test_the_list_is_paged(client):
    for number in range(31):
        name = f"author{number:02}"
        make.participant(name, email=f"{name}@imported.invalid", imported_as=name, is_active=False)
    client.force_login(make.staff())

    page = client.get(reverse("participants:unclaimed"))
    rest = client.get(reverse("participants:unclaimed"), {"after": page.context["people"].after})

    assert [person.name for person in rest.context["people"]] == ["author30"]
    assert rest.context["people"].after == ""


@pytest.mark.parametrize("maker", [make.participant, make.organizer, make.moderator])
def test_for_everyone_else_there_is_no_such_page(client, bo, maker):
    client.force_login(maker())

    assert client.get(reverse("participants:unclaimed")).status_code == 404
    assert invite(client, bo, "x@example.org").status_code == 404


# --- The author takes it over


def test_opening_the_link_changes_nothing(client, bo, link):
    page = client.get(link)

    bo.refresh_from_db()
    assert (page.status_code, bo.is_active, bo.email) == (200, False, "bo_b@imported.invalid")
    assert page.context["form"]["name"].value() == "bo_b"


def test_the_author_chooses_a_password_and_is_in(client, bo, link):
    client.post(link, ANSWERS)

    bo.refresh_from_db()
    assert client.session["_auth_user_id"] == str(bo.pk)
    assert (bo.email, bo.name, bo.is_active, bo.imported_as) == ("bo@example.org", "Bo Berg", True, "bo_b")
    assert (bo.country, bo.region, bo.language) == ("CA", "CA-QC", "fr")
    assert bo.check_password(make.PASSWORD)
    address = EmailAddress.objects.get(user=bo)
    assert (address.email, address.verified, address.primary) == ("bo@example.org", True, True)


def test_a_weak_password_is_refused(client, bo, link):
    page = client.post(link, ANSWERS | {"password": "password"})

    assert list(page.context["form"].errors) == ["password"]
    bo.refresh_from_db()
    assert not bo.is_active


def test_a_link_works_once(client, link):
    client.post(link, ANSWERS)
    client.logout()

    assert client.get(link).status_code == 404
    assert client.post(link, ANSWERS | {"name": "Mallory"}).status_code == 404
    assert not Participant.objects.filter(name="Mallory").exists()


def test_a_link_works_for_fourteen_days(client, link):
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert client.get(link).status_code == 404


def test_a_link_that_was_changed_does_not_work(client, link):
    assert client.get(link[:-4] + "abc/").status_code == 404


def test_an_address_that_joined_meanwhile_keeps_its_own_account(client, bo, link):
    confirmed("bo@example.org")

    page = client.post(link, ANSWERS)

    assert page.context["form"].non_field_errors() == ["This address has an account by now. Sign in with it."]
    bo.refresh_from_db()
    assert not bo.is_active


def test_an_invitation_to_an_address_that_joined_meanwhile_is_not_sent(bo, mailoutbox):
    claims.invite(bo, "bo@example.org")
    confirmed("bo@example.org")

    outbox.send_due()

    assert mailoutbox == []
    assert Message.objects.get().state == Message.State.DROPPED


def test_who_is_signed_in_as_another_is_asked_to_sign_out_first(client, bo, link):
    client.force_login(make.participant("Ana"))

    page = client.post(link, ANSWERS)

    bo.refresh_from_db()
    assert not bo.is_active
    assert "You are signed in to another account" in page.content.decode()


def test_accepting_for_somebody_who_was_claimed_is_refused(bo):
    claims.accept(bo, "bo@example.org", make.PASSWORD, name="Bo")

    with pytest.raises(claims.Refused):
        claims.accept(bo, "other@example.org", make.PASSWORD, name="Mallory")
    with pytest.raises(claims.Refused):
        claims.invite(bo, "other@example.org")


def test_what_was_sent_holds_no_link_any_more(link):
    row = Message.objects.get()

    assert (row.about, row.content) == ({}, None)


def test_an_erased_author_is_not_offered_again(bo):
    anonymization.anonymize(bo)

    assert not Participant.objects.placeholders().exists()
