"""What strangers try does not lock the owner of an account out (R-KNOWN-DEVICE)."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mailing import outbox
from mailing.models import Message
from participants.accounts import activation, devices
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


@pytest.fixture
def ana():
    person = make.participant(email="ana@example.org", password=make.PASSWORD)
    activation.confirm(person)
    return person


def sign_in(client, password=make.PASSWORD, address="ana@example.org", **headers):
    fields = {"login": address, "password": password}
    return client.post(reverse("account_login"), fields, headers=headers)


def ask_for_code(client, address="ana@example.org"):
    return client.post(reverse("account_request_login_code"), {"email": address})


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def known(ana):
    """A device that has signed in before, and is signed out."""
    client = Client()
    sign_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)
    return client


def strangers_try(times=12):
    for number in range(times):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{number // 5}"), "wrong")


def test_wrong_passwords_of_strangers_do_not_lock_out_a_known_device(known):
    """Check R-KNOWN-DEVICE."""
    strangers_try()
    assert sign_in(Client()).status_code == 200  # refused: strangers are locked out together

    sign_in(known)

    assert is_signed_in(known)


def test_not_even_from_the_same_network(known):
    for _attempt in range(40):
        sign_in(Client(), "wrong")

    sign_in(known)

    assert is_signed_in(known)


def test_a_known_device_has_five_tries_itself(known, ana):
    for _attempt in range(5):
        sign_in(known, "wrong")
    sign_in(known)
    assert not is_signed_in(known)

    elsewhere = Client()
    sign_in(elsewhere)
    assert is_signed_in(elsewhere)


def test_a_device_is_known_for_the_accounts_that_signed_in_there_alone(known):
    bo = make.participant(email="bo@example.org", password=make.PASSWORD)
    activation.confirm(bo)
    for _attempt in range(5):
        sign_in(Client(REMOTE_ADDR="198.51.100.7"), "wrong", "bo@example.org")

    sign_in(known, address="bo@example.org")

    assert not is_signed_in(known)


@pytest.mark.parametrize("forged", ["", "nonsense", "WyJ4IixbMV1d:1abcde:forged"])
def test_a_device_cannot_say_that_it_is_known(ana, forged):
    client = Client()
    client.cookies[devices.COOKIE] = forged
    strangers_try()

    sign_in(client)

    assert not is_signed_in(client)


def test_who_is_signed_in_can_show_that_it_is_them_whatever_strangers_try(ana):
    client = Client()
    sign_in(client)
    del client.cookies[devices.COOKIE]
    strangers_try()

    answer = client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})

    assert answer.status_code == 302


def test_the_cookie_is_for_the_server_alone_and_names_nobody(known):
    cookie = known.cookies[devices.COOKIE]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "ana" not in cookie.value


# --- Codes and links by mail


def test_strangers_cannot_use_up_the_codes_of_a_known_device(known):
    """Check R-KNOWN-DEVICE."""
    for number in range(30):
        ask_for_code(Client(REMOTE_ADDR=f"203.0.113.{number}"))
    assert ask_for_code(Client(REMOTE_ADDR="203.0.113.99")).status_code == 200  # refused, in the form

    assert ask_for_code(known)["Location"] == reverse("account_confirm_login_code")


def test_a_mailbox_is_not_flooded(ana):
    for number in range(60):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        ask_for_code(client)
        client.post(reverse("account_reset_password"), {"email": "ana@example.org"})
        client.post(reverse("account_signup"), {"email": "ana@example.org", "name": "X", "zone": "UTC"})

    assert Message.objects.count() <= 23


def test_an_unknown_device_of_the_owner_always_has_a_way(ana, mailoutbox):
    """Check R-KNOWN-DEVICE: a link that somebody else asked for works for the owner, on any device."""
    strangers_try()
    for number in range(30):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        ask_for_code(client)
        client.post(reverse("account_reset_password"), {"email": "ana@example.org"})
    outbox.send_due()
    links = [
        found for mail in mailoutbox for found in re.findall(r"/accounts/password/reset/key/\S+", mail.body)
    ]
    owner = Client(REMOTE_ADDR="203.0.113.200")

    page = owner.get(links[-1], follow=True)
    new = {"password1": "another long phrase", "password2": "another long phrase"}
    owner.post(page.redirect_chain[-1][0], new)
    sign_in(owner, "another long phrase")

    assert is_signed_in(owner)


def test_the_refusal_of_a_code_names_the_other_way_and_is_the_same_for_every_address(ana):
    said = []
    for address in ("ana@example.org", "nobody@example.org"):
        for _attempt in range(7):
            page = ask_for_code(Client(), address)
        said.append(page.context["form"].errors["email"])

    assert said[0] == said[1]
    assert "link for a new password" in str(said[0])


def test_a_new_code_can_be_asked_for_while_one_is_awaited(ana, mailoutbox):
    client = Client()
    ask_for_code(client)
    page = client.get(reverse("account_confirm_login_code"))
    assert 'form="again"' in page.content.decode()

    ask_for_code(client)
    outbox.send_due()
    codes = [re.search(r"^ +(\S+)$", mail.body, re.MULTILINE).group(1) for mail in mailoutbox]
    client.post(reverse("account_confirm_login_code"), {"code": codes[0]})
    assert not is_signed_in(client)
    client.post(reverse("account_confirm_login_code"), {"code": codes[1]})

    assert is_signed_in(client)


# --- Networks


def refused_after(addresses):
    statuses = [
        Client(REMOTE_ADDR=address).post(reverse("account_signup"), {}).status_code for address in addresses
    ]
    return statuses.count(429)


def test_an_ipv6_network_counts_as_one():
    """Check R-KNOWN-DEVICE: whoever has one address of a /64 has all of them."""
    assert refused_after(f"2001:db8:1:2::{number:x}" for number in range(25)) == 5
    assert refused_after(f"2001:db8:1:{number + 3:x}::1" for number in range(25)) == 0


def test_an_ipv4_address_counts_by_itself_however_it_is_written():
    assert refused_after(f"198.51.100.{number}" for number in range(25)) == 0
    assert refused_after(f"::ffff:203.0.113.{number}" for number in range(25)) == 0
    assert refused_after(["::ffff:192.0.2.1", "192.0.2.1"] * 12) == 4


# --- Names of accounts that were left half way


def test_an_account_that_nobody_entered_is_unconfirmed():
    left = make.participant()
    staff = make.staff()
    entered = make.participant()
    Client().force_login(entered)

    assert set(Participant.objects.unconfirmed()) == {left}
    assert staff.is_staff
