"""Joining, signing in and the pages of an account, by forms and by links in mails."""

import re
import threading
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.urls import urlpatterns as account_urls
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.urls import urlpatterns as mfa_urls
from django.contrib.auth import hashers
from django.core.cache import caches
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.urls import URLResolver, reverse
from django.utils import timezone

from mailing import outbox
from mailing.models import Message
from participants.accounts import activation, adapter
from participants.models import Participant
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db

ANSWERS = {
    "email": "Ana@Example.org",
    "name": "Ana Ruiz",
    "password1": make.PASSWORD,
    "organization": "Library of Mérida",
    "district": "Centro",
    "region": "MX-YUC",
    "zone": "America/Merida",
    "language": "es",
}


@pytest.fixture
def send(mailoutbox):
    def go():
        outbox.send_due()
        return mailoutbox[-1]

    return go


def join(client, **answers):
    return client.post(reverse("account_signup"), ANSWERS | answers)


def link(mail):
    found = set(re.findall(r"http://testserver(/(?!me/)[a-z]\S+)", mail.body))
    assert len(found) == 1, found
    return found.pop()


def confirmed(email="ana@example.org", **fields):
    person = make.participant(email=email, password=make.PASSWORD, **fields)
    activation.confirm(person)
    return person


def sign_in(client, person, password=make.PASSWORD):
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


def prove(client, password=make.PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def is_signed_in(client):
    return "_auth_user_id" in client.session


# --- Joining


def test_joining_confirms_the_address_by_the_link_in_the_mail_and_signs_in(client, send):
    answer = join(client)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(client)

    mail = send()
    path = link(mail)
    assert mail.to == ["ana@example.org"]
    assert client.get(path).status_code == 200
    assert not EmailAddress.objects.get().verified  # mail programs open links, too

    client.post(path)

    assert is_signed_in(client)
    assert EmailAddress.objects.get().verified


def test_what_was_asked_is_kept(client):
    join(client)

    person = Participant.objects.get()
    assert (person.email, person.name, str(person.zone)) == ("ana@example.org", "Ana Ruiz", "America/Merida")
    assert (person.organization, person.district) == ("Library of Mérida", "Centro")
    assert (person.country, person.region, person.language) == ("MX", "MX-YUC", "es")
    assert person.check_password(make.PASSWORD)


@pytest.mark.parametrize(("region", "kept"), [("--", ("--", "")), ("", ("", "")), ("US-NY", ("US", "US-NY"))])
def test_a_place_can_lie_elsewhere_or_stay_untold(client, region, kept):
    join(client, region=region)

    person = Participant.objects.get()
    assert (person.country, person.region) == kept


def test_the_form_proposes_the_sites_zone_and_the_readers_language(client):
    page = client.get(reverse("account_signup"), headers={"Accept-Language": "fr-CA"})

    form = page.context["form"]
    assert (form["zone"].value(), form["language"].value()) == ("America/Toronto", "fr")


def test_a_name_has_no_line_breaks_and_nothing_invisible(client):
    join(client, name="Ana\u202e \r\n  Ruiz\u200b")

    assert Participant.objects.get().name == "Ana Ruiz"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("name", " \u200b"),
        ("password1", "short"),
        ("zone", "Mars/Base"),
        ("region", "XX-1"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_makes_nothing(client, field, value):
    page = join(client, **{field: value})

    assert list(page.context["form"].errors) == [field]
    assert not Participant.objects.exists()
    assert not Message.objects.exists()


def test_the_mail_is_in_the_language_of_the_page_for_a_new_person_in_their_own(client, send):
    join(client, language="fr")

    assert '<html lang="fr">' in send().alternatives[0].content


def test_who_has_not_confirmed_cannot_sign_in_and_gets_the_link_again(client, send):
    """Check R-PUBLIC-READING."""
    join(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        sign_in(client, Participant.objects.get())

        assert not is_signed_in(client)
        assert Message.objects.count() == 2
        client.post(link(send()))
    assert is_signed_in(client)


def test_another_device_confirms_but_is_not_signed_in(client, send):
    join(client)
    telephone = Client()

    telephone.post(link(send()))

    assert EmailAddress.objects.get().verified
    assert not is_signed_in(telephone)


# --- Nobody learns whether an address has an account


@pytest.fixture
def hashes(monkeypatch):
    counted = Counter()
    encode = hashers.MD5PasswordHasher.encode

    def counting(self, password, salt):
        counted["hashes"] += 1
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counting)
    return counted


def visible(answer, client):
    page = client.get(answer["Location"])
    texts = [re.sub(r"\S+@example.org", "…", str(message)) for message in page.context["messages"]]
    return answer.status_code, answer["Location"], texts


def test_joining_with_a_known_address_looks_and_costs_the_same(client, hashes, send):
    confirmed("ana@example.org")
    hashes.clear()
    seen = visible(join(client, email="ANA@example.org"), client)
    cost = hashes.pop("hashes")
    known = send()
    other = Client()

    assert visible(join(other, email="bo@example.org"), other) == seen
    assert hashes["hashes"] == cost
    assert known.to == ["ana@example.org"]
    assert known.subject == "You already have an account"
    assert link(known) == reverse("account_reset_password")


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_asking_for_a_link_or_a_code_looks_and_costs_the_same(name):
    confirmed("ana@example.org")

    def ask(address):
        client = Client()
        with recorded() as queries:
            answer = client.post(reverse(name), {"email": address})
        return visible(answer, client), [" ".join(sql.split()[:3]) for sql in queries]

    ask("cy@example.org")  # the first request creates the counter of the client's address
    assert ask("ana@example.org") == ask("bo@example.org")


@pytest.mark.parametrize("address", ["ana@example.org", "bo@example.org"])
def test_signing_in_with_a_wrong_password_says_and_costs_the_same(client, hashes, address):
    confirmed("ana@example.org")
    hashes.clear()

    page = client.post(reverse("account_login"), {"login": address, "password": "wrong"})

    assert page.context["form"].non_field_errors() == [
        "The email address and/or password you specified are not correct."
    ]
    assert hashes["hashes"] == 1


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_an_unknown_address_is_told_so_by_mail_alone(client, send, name):
    client.post(reverse(name), {"email": "bo@example.org"})

    mail = send()
    assert (mail.to, mail.subject) == (["bo@example.org"], "There is no account with this address")
    assert link(mail) == reverse("account_signup")


def test_two_tabs_that_join_at_once_make_one_account(client, monkeypatch):
    confirmed("ana@example.org")
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.assess_unique_email", lambda *args, **kwargs: True
    )

    answer = join(client)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert Participant.objects.count() == 1


# --- Signing in


@pytest.mark.parametrize("typed", ["ana@example.org", "ANA@Example.ORG", " ana@example.org "])
def test_signing_in_forgives_case_and_spaces(client, typed):
    confirmed("Ana@example.org")

    client.post(reverse("account_login"), {"login": typed, "password": make.PASSWORD})

    assert is_signed_in(client)


def test_signing_in_by_a_mailed_code(client, send):
    confirmed()
    client.post(reverse("account_request_login_code"), {"email": "ANA@example.org"})
    code = re.search(r"^ +(\S+)$", send().body, re.MULTILINE).group(1)

    client.post(reverse("account_confirm_login_code"), {"code": code.lower()})

    assert is_signed_in(client)


def test_a_wrong_code_is_refused_and_three_end_it(client, send):
    confirmed()
    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})
    code = re.search(r"^ +(\S+)$", send().body, re.MULTILINE).group(1)
    for _attempt in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "nonsense"})

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert not is_signed_in(client)


def test_an_erased_or_inactive_person_gets_no_code(client, send):
    confirmed(is_active=False)

    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})

    assert send().subject == "There is no account with this address"


def test_a_new_password_by_the_link_in_the_mail(client, send):
    person = confirmed()
    client.post(reverse("account_reset_password"), {"email": "Ana@Example.org"})
    page = client.get(link(send()), follow=True)
    new = {"password1": "another long phrase", "password2": "another long phrase"}

    client.post(page.redirect_chain[-1][0], new)

    assert sign_in(client, person, "another long phrase").status_code == 302
    assert is_signed_in(client)
    assert send().subject == "Your password is new"


def test_the_link_for_a_new_password_works_once(client, send):
    confirmed()
    client.post(reverse("account_reset_password"), {"email": "ana@example.org"})
    path = link(send())
    page = client.get(path, follow=True)
    client.post(
        page.redirect_chain[-1][0], {"password1": "another long one", "password2": "another long one"}
    )

    again = Client().get(path, follow=True)

    assert again.context["token_fail"]


def test_the_administration_is_entered_by_the_same_door(client):
    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0] == reverse("account_login") + "?next=%2Fadmin%2F"
    client.force_login(make.participant())
    assert client.get("/admin/", follow=True).status_code == 403


# --- Limits


def test_limits_are_kept_where_every_process_sees_them(settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert caches["default"]._table in connection.introspection.table_names()


@pytest.mark.django_db(transaction=True)
def test_failed_sign_ins_count_together_over_threads_with_connections_of_their_own():
    person = confirmed()
    texts = []

    def fail():
        try:
            page = sign_in(Client(), person, "wrong")
            texts.extend(page.context["form"].non_field_errors())
        finally:
            connection.close()

    for _attempt in range(6):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()

    wrong = "The email address and/or password you specified are not correct."
    assert texts == [wrong] * 5 + ["Too many failed login attempts. Try again later."]


def test_behind_a_proxy_the_clients_address_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client()

    def ask(address):
        headers = {"X-Forwarded-For": f"203.0.113.66, {address}"}  # the first address is forged by the client
        return client.post(reverse("account_signup"), {}, headers=headers).status_code

    answers = [ask("198.51.100.1") for _attempt in range(21)]
    assert (set(answers[:20]), answers[20]) == ({200}, 429)
    assert ask("198.51.100.2") == 200


def test_too_many_tries_are_answered_in_our_own_page(client):
    for _attempt in range(21):
        page = client.post(reverse("account_signup"), {})

    assert page.status_code == 429
    assert "css/colab.css" in page.content.decode()


# --- The account's own pages


def names_of(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        else:
            yield pattern.name


ALLAUTH = sorted({*names_of(account_urls), *names_of(mfa_urls)})
WITH_SECOND_STEP = {"mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_view_recovery_codes"}
ARGUMENTS = {
    "account_confirm_email": {"key": "nonsense"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "nonsense"},
}


def opened(client, name):
    return client.get(reverse(name, kwargs=ARGUMENTS.get(name)), follow=True)


@pytest.mark.parametrize("name", ALLAUTH)
def test_every_page_about_the_account_is_ours(name, client):
    """For a visitor, after signing in, and with a second factor."""
    person = confirmed()
    pages = [opened(client, name)]
    sign_in(client, person)
    prove(client)
    if name not in WITH_SECOND_STEP:
        pages.append(opened(client, name))
    totp.TOTP.activate(person, totp.generate_totp_secret())
    RecoveryCodes.activate(person)
    if name != "mfa_download_recovery_codes":  # a file
        pages.append(opened(client, name))

    for page in pages:
        assert page.status_code == 200, page.redirect_chain
        used = [template.origin.name for template in page.templates if template.origin]
        assert [path for path in used if "site-packages/allauth" in path] == []
        assert any(path.endswith("templates/base.html") for path in used)


MAILS = [
    "account_already_exists",
    "email_changed",
    "email_confirmation",
    "email_confirmation_signup",
    "email_deleted",
    "login_code",
    "password_changed",
    "password_reset",
    "password_reset_key",
    "password_set",
    "unknown_account",
]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_mail_about_the_account_is_ours_and_has_both_parts(language, mailoutbox):
    values = dict.fromkeys(adapter.TEXT_VALUES, "https://testserver/x")
    person = make.participant(language=language)
    prefixes = [f"account/email/{name}" for name in MAILS]
    prefixes += [
        f"mfa/email/{name}" for name in ("totp_activated", "totp_deactivated", "recovery_codes_generated")
    ]
    for prefix in prefixes:
        get_template(f"{prefix}.txt")
        adapter.write("account", person.email, template=prefix, **values)

    outbox.send_due()

    assert len(mailoutbox) == len(prefixes)
    for mail in mailoutbox:
        assert mail.subject
        assert "\n\n\n" not in mail.body
        assert f'<html lang="{language}">' in mail.alternatives[0].content


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(client, send, mailoutbox):
    person = confirmed()
    sign_in(client, person)
    prove(client)
    client.post(reverse("account_email"), {"email": "Ana.Ruiz@example.org", "action_add": ""})
    mail = send()
    person.refresh_from_db()
    assert (mail.to, person.email) == (["ana.ruiz@example.org"], "ana@example.org")

    client.post(link(mail))

    person.refresh_from_db()
    assert person.email == "ana.ruiz@example.org"
    notice = send()
    assert (notice.to, notice.subject) == (["ana@example.org"], "Your e-mail address was changed")


def code_of_the_app(secret):
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_second_step_can_be_turned_on_and_is_then_asked_for(
    client, send, django_capture_on_commit_callbacks
):
    person = confirmed()
    sign_in(client, person)
    prove(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of_the_app(secret)})

    assert "authenticator app" in send().body
    other = Client()
    assert sign_in(other, person)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(other)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):  # a code is valid once
        other.post(reverse("mfa_authenticate"), {"code": code_of_the_app(secret)})
    assert is_signed_in(other)


# --- The mails are messages of the outbox


def test_what_opens_an_account_is_wiped_once_it_is_sent(client, send):
    confirmed()
    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})
    assert Message.objects.get().about["code"]

    send()

    row = Message.objects.get()
    assert (row.state, row.about, row.content) == (Message.State.SENT, {}, None)


def test_a_code_that_is_too_old_is_not_sent(client, mailoutbox):
    confirmed()
    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})

    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        outbox.send_due()

    assert mailoutbox == []
    assert Message.objects.get().state == Message.State.DROPPED
