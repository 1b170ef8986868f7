"""One mailbox is one account, and what never receives mail is refused at the form (R-MAILBOXES)."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.db.models import F
from django.test import Client
from django.urls import reverse

from events.calendar import itip
from mailing import outbox
from mailing.models import Message
from mailing.transport import mime
from participants.accounts import activation
from participants.imported_authors import claims
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db
ANSWERS = {"name": "Ana", "zone": "America/Merida", "language": "en", "region": "MX-YUC"}
U_LABEL, A_LABEL = "User@BÜCHER.example", "user@xn--bcher-kva.example"


def join(client, address, mailoutbox):
    answer = client.post(reverse("account_signup"), ANSWERS | {"email": address}, follow=True)
    outbox.send_due()
    typed = re.search(r"^ +(\S+)$", mailoutbox[-1].body, re.MULTILINE)[1]
    client.post(reverse("participants:join_code"), {"code": typed})
    return answer


def test_what_is_written_to_is_the_domain_that_was_typed_and_the_page_says_so(client, mailoutbox):
    page = join(client, "someone@faß.example", mailoutbox)

    assert mailoutbox[-1].to == ["someone@xn--fa-hia.example"]
    assert mailoutbox[-1].message()["To"] == "someone@xn--fa-hia.example"
    assert "someone@faß.example (someone@xn--fa-hia.example)" in page.content.decode()
    assert Participant.objects.get().email == "someone@xn--fa-hia.example"


def test_both_forms_of_a_domain_are_one_account(mailoutbox):
    first, second = Client(), Client()

    join(first, U_LABEL, mailoutbox)
    join(second, A_LABEL.upper(), mailoutbox)

    assert Participant.objects.get().email == EmailAddress.objects.get().email == A_LABEL
    assert first.session["_auth_user_id"] == second.session["_auth_user_id"]


@pytest.fixture
def person():
    person = make.participant(email=A_LABEL, password=make.PASSWORD)
    activation.confirm(person)
    return person


@pytest.mark.parametrize("typed", [U_LABEL, A_LABEL.upper(), "user@bu\u0308cher.example"])
def test_the_owner_comes_in_by_each_way_whichever_form_is_typed(person, typed, mailoutbox):
    client = Client()
    client.post(reverse("account_login"), {"login": typed, "password": make.PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)

    for page, kind in [("request_login_code", "account"), ("reset_password", "password-reset")]:
        Client().post(reverse(f"account_{page}"), {"email": typed})
        outbox.send_due()
        assert mailoutbox[-1].to == [A_LABEL]
        assert Message.objects.filter(kind=kind).latest("pk").recipient == person

    assert authenticate(email=A_LABEL, password=make.PASSWORD) == person
    assert Participant.objects.by_address(typed).get() == person
    assert Participant.objects.get_by_natural_key(typed) == person
    assert claims.taken(typed)


NO_MAILBOXES = ["ana@localhost", "ana@x.invalid", "ana@[192.0.2.1]", "añá@example.org", "a..b@example.org"]
NO_MAILBOXES += [
    "ana@example.org.",
    "ana@x..org",
    "a" * 65 + "@example.org",
    '"a b"@example.org',
    "a\0@x.org",
]


@pytest.mark.parametrize("address", NO_MAILBOXES)
def test_what_never_receives_mail_is_refused_at_each_form(client, address):
    names = ["account_signup", "account_request_login_code", "account_reset_password"]
    answers = [client.post(reverse(name), ANSWERS | {"email": address}) for name in names]
    client.force_login(make.staff())
    answers.append(client.post(reverse("account_email"), {"email": address, "action_add": ""}))
    imported = make.participant(email="x@imported.invalid", imported_as="x", is_active=False)
    typed = {"address": address, "language": "en"}
    answers.append(client.post(reverse("participants:invite", args=[imported.pk]), typed))

    errors = [list(answer.context["form"].errors) for answer in answers]
    assert errors == [["email"]] * 4 + [["address"]]
    assert not Message.objects.exists()
    assert not EmailAddress.objects.exclude(user__email=F("email")).exists()


def test_who_has_an_address_from_before_still_comes_in(client):
    person = make.participant(email="boss@localhost", password=make.PASSWORD)
    activation.confirm(person)

    client.post(reverse("account_login"), {"login": "Boss@LOCALHOST", "password": make.PASSWORD})

    assert client.session["_auth_user_id"] == str(person.pk)


def test_envelope_headers_and_calendar_have_one_form():
    sent = mime.render(
        mime.Mail(
            subject="x",
            text="x",
            html="x",
            sender="Co-Lab <co-lab@faß.example>",
            recipient="ana@faß.example",
            message_id=mime.message_id("x", "faß.example"),
        )
    )
    kept = mime.KeptMail(sent)

    assert kept.to == ["ana@xn--fa-hia.example"]
    assert kept.from_email == "Co-Lab <co-lab@xn--fa-hia.example>"
    assert "<x@xn--fa-hia.example>" in sent.decode()
    assert itip._organizer(itip.Mailbox("co-lab@faß.example")) == "mailto:co-lab@xn--fa-hia.example"
