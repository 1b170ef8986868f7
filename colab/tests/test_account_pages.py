"""Every page of allauth has our layout, in each state."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse

from mailing import outbox
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


@pytest.fixture
def member(client):
    """A person signed in and recently reauthenticated."""
    person = make.participant(password=make.PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": person.email, "password": make.PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    return person


def page(client, name, *args):
    answer = client.get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200
    return _in_our_frame(answer.text)


def _in_our_frame(html):
    drawn = BeautifulSoup(html, "html.parser")
    assert drawn.find(id="main") is not None
    assert len(drawn.find_all("h1")) == 1
    assert not drawn.find_all(style=True)
    assert not [script for script in drawn.find_all("script") if not script.get("src")]
    assert not [control for control in drawn.main.find_all("input") if control.get("placeholder")]
    assert drawn.title.get_text(strip=True) != "– Co-Lab"
    return drawn


def title(drawn):
    return drawn.h1.get_text(strip=True)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_login", "Sign in"),
        ("account_signup", "Join Co-Lab"),
        ("account_reset_password", "Set a new password"),
        ("account_reset_password_done", "Look into your mailbox"),
        ("account_request_login_code", "Send me a sign-in code"),
        ("account_email_verification_sent", "Sign in"),
        ("account_inactive", "This account is closed"),
    ],
)
def test_pages_for_everyone(client, name, heading):
    assert title(page(client, name)) == heading


def test_who_joins_is_asked_for_the_code(client):
    answers = {"email": "new@example.org", "name": "New", "zone": "America/Toronto", "language": "en"}
    answer = client.post(reverse("account_signup"), answers, follow=True)
    drawn = _in_our_frame(answer.text)

    assert title(drawn) == "Enter the code from our e-mail"
    assert drawn.find(id="id_code")["inputmode"] == "numeric"
    assert "new@example.org" in drawn.main.get_text()
    refused = client.post(reverse("participants:join_code"), {"code": "1"})
    assert (refused.status_code, _in_our_frame(refused.text).find(class_="error-summary") is not None) == (
        422,
        True,
    )


def test_a_spoilt_reset_link_offers_a_new_one(client):
    drawn = page(client, "account_reset_password_from_key", "1", "spoilt-link")

    assert drawn.main.find("a", class_="btn")["href"] == reverse("account_reset_password")


def test_the_code_is_asked_for_in_the_same_words_for_an_unknown_address(client):
    member = make.participant(email="known@example.org")
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    texts = []
    for address in ("known@example.org", "nobody@example.org"):
        client.logout()
        answer = client.post(reverse("account_request_login_code"), {"email": address}, follow=True)
        texts.append(_in_our_frame(answer.text).main.get_text().replace(address, "…"))

    assert texts[0] == texts[1]
    assert "We have sent a code" in texts[0]


def test_a_refused_sign_in_says_so_in_the_title_and_in_a_summary(client):
    answer = client.post(reverse("account_login"), {"login": "a@example.org", "password": "wrong"})
    drawn = _in_our_frame(answer.text)

    assert drawn.title.get_text().split() == ["Error:", "Sign", "in", "–", "Co-Lab"]
    assert drawn.find(class_="error-summary") is not None
    assert drawn.find(id="id_login")["value"] == "a@example.org"


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_logout", "Sign out of Co-Lab?"),
        ("account_email", "My e-mail address"),
        ("account_change_password", "Change my password"),
        ("account_reauthenticate", "Is it you?"),
        ("mfa_index", "Sign in in two steps"),
        ("mfa_activate_totp", "Turn on the authenticator app"),
    ],
)
def test_pages_of_a_member(client, member, name, heading):
    assert title(page(client, name)) == heading


def test_someone_without_a_password_can_set_one(client):
    client.force_login(make.participant())

    assert title(page(client, "account_change_password")) in {"Set a password", "Is it you?"}


def test_who_has_set_a_password_is_on_their_page_again(client):
    client.force_login(make.participant())
    typed = {"password1": make.PASSWORD, "password2": make.PASSWORD}

    answer = client.post(reverse("account_set_password"), typed)

    assert answer["Location"] == reverse("participants:me")


def test_a_new_address_is_proved_by_a_code(client, member):
    answer = client.post(
        reverse("account_email"), {"action_add": "", "email": "new@example.org"}, follow=True
    )

    drawn = _in_our_frame(answer.text)
    assert title(drawn) == "Enter the code from our e-mail"
    assert drawn.find("a", string="Go back")["href"] == reverse("account_email")


# --- The second step


def _code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def two_steps(client, member):
    secret = page(client, "mfa_activate_totp").find("code").get_text()
    client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
    return member


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("mfa_index", "Sign in in two steps"),
        ("mfa_view_recovery_codes", "My recovery codes"),
        ("mfa_generate_recovery_codes", "Make recovery codes"),
        ("mfa_deactivate_totp", "Turn off the authenticator app?"),
        ("mfa_reauthenticate", "Is it you?"),
    ],
)
def test_pages_of_the_second_step(client, two_steps, name, heading):
    assert title(page(client, name)) == heading


def test_the_recovery_codes_are_there_to_copy(client, two_steps):
    codes = [code.get_text() for code in page(client, "mfa_view_recovery_codes").main.find_all("code")]

    assert codes == two_steps.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()


def test_signing_in_asks_for_the_second_step(client, two_steps):
    client.logout()
    known = {"login": two_steps.email, "password": make.PASSWORD}
    drawn = _in_our_frame(client.post(reverse("account_login"), known, follow=True).text)

    assert title(drawn) == "Second step"
    assert drawn.find(id="id_code")["autocomplete"] == "one-time-code"


def test_changes_of_the_second_step_are_told_by_mail(
    client, member, mailoutbox, django_capture_on_commit_callbacks
):
    secret = page(client, "mfa_activate_totp").find("code").get_text()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
        client.post(reverse("mfa_generate_recovery_codes"))
        client.post(reverse("mfa_deactivate_totp"))
    outbox.send_due()

    assert {mail.subject for mail in mailoutbox} == {
        "You now sign in in two steps",
        "You have new recovery codes",
        "Your second step is off",
    }
    assert all(mail.to == [member.email] and "Was it not you?" in mail.body for mail in mailoutbox)
