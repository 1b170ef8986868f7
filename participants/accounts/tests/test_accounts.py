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

from core.text import languages
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


def code(mail):
    return re.search(r"^ +(\S+)$", mail.body, re.MULTILINE).group(1)


def type_code(client, typed):
    return client.post(reverse("participants:join_code"), {"code": typed})


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


def test_joining_is_by_the_code_in_the_mail_and_signs_in(client, send):
    """Check R-CODE-FIRST."""
    answer = join(client)
    assert answer["Location"] == reverse("participants:join_code")
    assert client.get(answer["Location"]).status_code == 200
    assert not is_signed_in(client)
    assert not Participant.objects.exists()

    mail = send()
    assert mail.to == ["ana@example.org"]
    answer = type_code(client, code(mail))

    person = Participant.objects.get()
    assert answer["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert EmailAddress.objects.get().verified
    assert not person.has_usable_password()


def joined(client, send, **answers):
    join(client, **answers)
    type_code(client, code(send()))
    return Participant.objects.get()


def test_what_was_asked_is_kept(client, send):
    person = joined(client, send)

    assert (person.email, person.name, str(person.zone)) == ("ana@example.org", "Ana Ruiz", "America/Merida")
    assert (person.organization, person.district) == ("Library of Mérida", "Centro")
    assert (person.country, person.region, person.language) == ("MX", "MX-YUC", "es")


def test_who_typed_an_address_first_keeps_nothing_of_it(client, send):
    """Check R-CODE-FIRST: neither a row, nor a password, nor a name stays for the owner to find."""
    join(client, name="Mallory", password1="a password of Mallory")
    mallory_waits = client
    owner = Client()

    join(owner, name="Ana Ruiz")
    type_code(owner, code(send()))
    mallory_waits.post(
        reverse("account_login"), {"login": "ana@example.org", "password": "a password of Mallory"}
    )

    assert Participant.objects.get().name == "Ana Ruiz"
    assert is_signed_in(owner)
    assert not is_signed_in(mallory_waits)


def test_a_password_from_before_the_address_was_confirmed_ends(client, send):
    """Check R-CODE-FIRST: also where an account is left from the time of links."""
    person = make.participant(email="ana@example.org", password=make.PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    client.post(reverse("account_request_login_code"), {"email": person.email})

    client.post(reverse("account_confirm_login_code"), {"code": code(send())})

    person.refresh_from_db()
    assert is_signed_in(client)
    assert EmailAddress.objects.get().verified
    assert not person.has_usable_password()


def test_who_has_typed_the_password_and_the_code_keeps_the_password(client, send):
    person = make.participant(email="ana@example.org", password=make.PASSWORD)
    answer = sign_in(client, person)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(client)

    client.post(answer["Location"], {"code": code(send())})

    person.refresh_from_db()
    assert is_signed_in(client)
    assert person.check_password(make.PASSWORD)


def test_a_password_is_set_afterwards_and_has_twelve_letters(client, send):
    person = joined(client, send, language="en")
    address = reverse("account_set_password")

    short = client.post(address, {"password1": "eleven-char", "password2": "eleven-char"})
    client.post(address, {"password1": make.PASSWORD, "password2": make.PASSWORD})

    person.refresh_from_db()
    assert "at least 12 characters" in str(short.context["form"].errors)
    assert person.check_password(make.PASSWORD)


# --- The code


@pytest.mark.parametrize("typed", [" {} ", "{}-", "{0[0]}{0[1]}", "\u200a{}"])
def test_a_code_is_taken_as_it_is_pasted(client, send, typed):
    join(client)
    sent = code(send())

    type_code(client, typed.format(sent.split("-") if "[" in typed else sent))

    assert is_signed_in(client)


def test_the_field_of_a_code_helps_telephones(client):
    join(client)

    box = client.get(reverse("participants:join_code")).context["form"]["code"].as_widget()

    assert 'autocomplete="one-time-code"' in box
    assert 'inputmode="numeric"' in box


def test_a_wrong_code_is_told_and_five_end_it_until_a_new_one_is_sent(client, send):
    join(client)
    first = code(send())
    for _attempt in range(5):
        page = type_code(client, "nonsense")
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["code"])
    assert page.context["is_over"]
    assert type_code(client, first).status_code == 422

    client.post(reverse("participants:join_code_again"))
    second = code(send())
    assert type_code(client, first).status_code == 422
    type_code(client, second)

    assert is_signed_in(client)


def test_a_code_is_good_for_a_quarter_of_an_hour(client, send):
    join(client)
    late = code(send())

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        page = type_code(client, late)
        client.post(reverse("participants:join_code_again"))
        type_code(client, code(send()))

    assert page.context["is_over"]
    assert is_signed_in(client)


def test_another_address_is_typed_into_the_form_as_it_was(client, send):
    join(client, email="typo@example.org")

    form = client.get(reverse("account_signup")).context["form"]
    assert form["email"].value() == "typo@example.org"
    assert form["name"].value() == "Ana Ruiz"
    join(client)
    type_code(client, code(send()))

    assert Participant.objects.get().email == "ana@example.org"


def test_without_anything_to_wait_for_the_page_of_the_code_leads_to_joining(client):
    for address in ("participants:join_code", "participants:join_code_again"):
        assert client.post(reverse(address))["Location"] == reverse("account_signup")


def test_who_came_from_a_page_is_led_back_there(client, send):
    client.post(reverse("account_signup"), ANSWERS | {"next": "/co-labs/"})

    assert type_code(client, code(send()))["Location"] == "/co-labs/"


def test_the_code_of_one_device_is_worth_nothing_on_another(client, send):
    join(client)
    mine = code(send())
    thief = Client()
    join(thief)

    assert type_code(thief, mine).status_code == 422


@pytest.mark.parametrize(("region", "kept"), [("--", ("--", "")), ("", ("", "")), ("US-NY", ("US", "US-NY"))])
def test_a_place_can_lie_elsewhere_or_stay_untold(client, send, region, kept):
    person = joined(client, send, region=region)

    assert (person.country, person.region) == kept


def test_the_form_proposes_the_sites_zone_and_the_readers_language(client):
    page = client.get(reverse("account_signup"), headers={"Accept-Language": "fr-CA"})

    form = page.context["form"]
    assert (form["zone"].value(), form["language"].value()) == ("America/Toronto", "fr")


def test_a_name_has_no_line_breaks_and_nothing_invisible(client, send):
    person = joined(client, send, name="Ana\u202e \r\n  Ruiz\u200b")

    assert person.name == "Ana Ruiz"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("name", " \u200b"),
        ("zone", "Mars/Base"),
        ("region", "XX-1"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_makes_nothing(client, field, value):
    page = join(client, **{field: value})

    assert list(page.context["form"].errors) == [field]
    assert not Participant.objects.exists()
    assert not Message.objects.exists()


def test_the_code_is_in_the_language_of_the_page(client, send):
    client.post(reverse("account_signup"), ANSWERS, headers={"Accept-Language": "fr-CA"})

    assert '<html lang="fr-CA">' in send().alternatives[0].content


def test_mails_name_the_sites_own_address_whatever_host_was_asked_for(client, send, settings):
    settings.ALLOWED_HOSTS = ["*"]
    confirmed()
    for name in ("account_signup", "account_reset_password", "account_request_login_code"):
        for address in ("ana@example.org", "bo@example.org"):
            client.post(reverse(name), ANSWERS | {"email": address}, headers={"Host": "testserver:8443"})
            client.logout()
            mail = send()
            links = re.findall(r"https?://[^/\s\"<]+", mail.body + mail.alternatives[0].content)
            assert set(links) <= {"http://testserver", "http://www.w3.org"}


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


def test_joining_with_a_known_address_looks_and_costs_the_same(hashes, send):
    confirmed("ana@example.org")
    hashes.clear()

    def ask(address):
        client = Client()
        with recorded() as queries:
            answer = join(client, email=address)
        return visible(answer, client), [" ".join(sql.split()[:3]) for sql in queries]

    ask("cy@example.org")
    assert ask("ANA@example.org") == ask("bo@example.org")
    assert hashes["hashes"] == 0


def test_who_joins_with_a_known_address_is_told_by_mail_alone_and_gets_in(client, send):
    person = confirmed("ana@example.org", name="Ana Ruiz")
    join(client, email="ANA@example.org", name="Somebody")

    known = send()
    assert (known.to, known.subject) == (["ana@example.org"], "You already have an account")
    type_code(client, code(known))

    person.refresh_from_db()
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.name == "Ana Ruiz"
    assert person.check_password(make.PASSWORD)


def test_a_closed_account_is_not_opened_by_a_code(client, send):
    confirmed("ana@example.org", is_active=False)
    join(client)

    answer = type_code(client, code(send()))

    assert answer["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)


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


def test_two_devices_that_join_at_once_make_one_account(send):
    one, other = Client(), Client()
    join(one)
    first = code(send())
    join(other)
    second = code(send())

    type_code(one, first)
    type_code(other, second)

    assert Participant.objects.count() == 1
    assert is_signed_in(one)
    assert is_signed_in(other)


# --- Signing in


@pytest.mark.parametrize("typed", ["ana@example.org", "ANA@Example.ORG", " ana@example.org "])
def test_signing_in_forgives_case_and_spaces(client, typed):
    confirmed("Ana@example.org")

    client.post(reverse("account_login"), {"login": typed, "password": make.PASSWORD})

    assert is_signed_in(client)


def test_signing_in_by_a_mailed_code(client, send):
    confirmed()
    client.post(reverse("account_request_login_code"), {"email": "ANA@example.org"})

    client.post(reverse("account_confirm_login_code"), {"code": code(send())})

    assert is_signed_in(client)


def test_a_wrong_code_is_refused_and_three_end_it(client, send):
    confirmed()
    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})
    sent = code(send())
    for _attempt in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "nonsense"})

    client.post(reverse("account_confirm_login_code"), {"code": sent})

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
        assert f'<html lang="{languages.tag(language)}">' in mail.alternatives[0].content


def test_a_new_address_counts_once_its_code_is_typed_and_the_old_one_is_told(client, send, mailoutbox):
    person = confirmed()
    sign_in(client, person)
    prove(client)
    answer = client.post(reverse("account_email"), {"email": "Ana.Ruiz@example.org", "action_add": ""})
    mail = send()
    person.refresh_from_db()
    assert (mail.to, person.email) == (["ana.ruiz@example.org"], "ana@example.org")
    assert not EmailAddress.objects.filter(email="ana.ruiz@example.org").exists()

    client.post(answer["Location"], {"code": code(mail)})

    person.refresh_from_db()
    assert person.email == "ana.ruiz@example.org"
    assert person.check_password(make.PASSWORD)
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

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        outbox.send_due()

    assert mailoutbox == []
    assert Message.objects.get().state == Message.State.DROPPED
