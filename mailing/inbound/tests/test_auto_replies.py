"""Which mails a program may answer, and how often (R-AUTO-REPLIES)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from mailing.inbound import auto_replies
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 23, 30, tzinfo=UTC)


@pytest.fixture
def ana():
    return make.participant(email="ana@city.example")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def mail(sender="Ana <ana@city.example>", **headers):
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = "Thank you"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("I will be late.")
    return message


def test_somebody_we_know_is_answered(ana):
    assert auto_replies.may_answer(mail()) == ana
    assert auto_replies.may_answer(mail("ANA@City.example").as_bytes()) == ana
    assert auto_replies.may_answer(mail(Auto_Submitted="no", Return_Path="<ana@city.example>")) == ana


@pytest.mark.parametrize(
    "sender",
    ["eve@elsewhere.example", "ana@city.example, eve@elsewhere.example", "", "MAILER-DAEMON", "nobody:;"],
)
def test_strangers_and_several_are_not(ana, sender):
    assert auto_replies.may_answer(mail(sender)) is None


def test_an_account_that_is_closed_is_nobody(ana):
    ana.is_active = False
    ana.save(update_fields=["is_active"])

    assert auto_replies.may_answer(mail()) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "Auto-Generated; owner-email=x"},
        {"Auto_Submitted": "auto-replied (vacation)"},
        {"Precedence": "Bulk"},
        {"Precedence": "list"},
        {"Precedence": "junk"},
        {"Return_Path": "<>"},
        {"Return_Path": "< >"},
        {"List_Id": "<friends.example.org>"},
        {"List_Unsubscribe": "<mailto:off@example.org>"},
        {"X_Autoreply": "yes"},
        {"X_Auto_Response_Suppress": "All"},
    ],
)
def test_what_a_program_wrote_is_never_answered(ana, headers):
    assert auto_replies.may_answer(mail(**headers)) is None


def test_reports_and_programs_are_never_answered(ana):
    report = mail()
    report.replace_header("Content-Type", "multipart/report; report-type=delivery-status")
    make.participant(email="postmaster@city.example")

    assert auto_replies.may_answer(report) is None
    assert auto_replies.may_answer(mail("postmaster@city.example")) is None


def test_what_a_calendar_marks_as_generated_was_pressed_by_somebody():
    marked = mail(Auto_Submitted="auto-generated")

    assert auto_replies.is_automatic(marked)
    assert not auto_replies.is_automatic(marked, by_calendar=True)
    assert auto_replies.is_automatic(mail(Auto_Submitted="auto-replied"), by_calendar=True)


def test_one_answer_a_day_also_across_midnight(ana, clock):
    assert auto_replies.post("account", ana).kind == "account"

    for hours in (0, 1, 22):
        clock.shift(timedelta(hours=hours))
        assert auto_replies.may_answer(mail()) is None
        assert auto_replies.post("role", ana) is None
    clock.shift(timedelta(hours=2))
    assert auto_replies.may_answer(mail()) == ana
    assert auto_replies.post("account", ana) is not None
    assert Message.objects.filter(recipient=ana).count() == 2


def test_somebody_is_known_by_either_form_of_the_domain():
    """Check R-MAILBOXES."""
    jo = make.participant(email="jo@xn--bcher-kva.example")

    for address in ("jo@xn--bcher-kva.example", "Jo@bücher.example"):
        assert auto_replies.sender(mail(address)) == jo
