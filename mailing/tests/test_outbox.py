"""The outbox: each message is sent once, in time, and only if still true (R-OUTBOX and R-STILL-TRUE)."""

import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone, translation

from mailing import outbox, preferences, registry, wakeup
from mailing.models import Message
from mailing.registry import Letter
from mailing.transport import smtp as transport
from testing import make

State = Message.State


@pytest.fixture(autouse=True)
def kinds():
    known = dict(registry.kinds)

    def plain(message):
        subject = message.about.get("subject", "Hello")
        return Letter(subject=subject, text=f"{subject}.\n", html=f"<p>{subject}.</p>")

    registry.letter("plain")(plain)
    registry.letter("optional", label="Optional", optional=True)(plain)
    registry.letter("secret", secret=True)(plain)
    registry.letter("untrue")(lambda message: None)
    registry.letter("broken")(lambda message: 1 / 0)
    registry.letter("whose")(whose)
    yield
    registry.kinds.clear()
    registry.kinds.update(known)


def whose(message):
    zone, language = timezone.get_current_timezone_name(), translation.get_language()
    return Letter(subject="Whose", text=f"{zone} {language}", html="<p>Whose</p>")


def post(person=None, kind="plain", key="key", **about):
    return outbox.post(kind, person or make.participant(), key, **about)


def states():
    return {row.key: row.state for row in Message.objects.order_by("pk")}


# --- Rows


@pytest.mark.django_db
def test_a_message_is_written_once_for_each_key():
    """Check R-OUTBOX."""
    person = make.participant()

    assert post(person) is not None
    assert post(person) is None
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_what_somebody_turned_off_is_not_written():
    assert post(make.participant(notices_off=["optional"]), "optional") is None
    assert states() == {}


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_sends_nothing(mailoutbox, monkeypatch):
    wakeups = []
    monkeypatch.setattr(wakeup, "wake", lambda: wakeups.append("wakeup"))

    with suppress(KeyError), transaction.atomic():
        post()
        raise KeyError

    assert (outbox.send_due(), mailoutbox, wakeups) == (0, [], [])


@pytest.mark.django_db(transaction=True)
def test_a_sender_is_woken_when_the_transaction_commits_and_not_before(monkeypatch):
    wakeups = []
    monkeypatch.setattr(wakeup, "wake", lambda: wakeups.append("wakeup"))

    with transaction.atomic():
        post()
        before = list(wakeups)

    assert (before, wakeups) == ([], ["wakeup"])


# --- What is sent


@pytest.mark.django_db
def test_a_message_goes_out_once(mailoutbox):
    person = make.participant()
    row = post(person, subject="Good morning")

    assert (outbox.send_due(), outbox.send_due()) == (1, 0)
    [mail] = mailoutbox
    assert (mail.subject, mail.to, mail.body) == ("Good morning", [person.email], "Good morning.\n")
    assert mail.message()["Message-ID"] == f"<{row.message_id}@testserver>"
    assert states() == {"key": State.SENT}


@pytest.mark.django_db
def test_it_is_written_as_its_reader_sees_the_world(mailoutbox):
    post(make.participant(zone="America/Mexico_City", language="es"), "whose")
    outbox.send_due()

    assert mailoutbox[0].body == "America/Mexico_City es"


@pytest.mark.django_db
def test_where_nobody_has_an_account_the_message_knows_language_and_zone(mailoutbox):
    outbox.post("whose", None, "key", address="new@example.org", language="fr", zone="America/Regina")
    outbox.send_due()

    assert (mailoutbox[0].to, mailoutbox[0].body) == (["new@example.org"], "America/Regina fr")


@pytest.mark.django_db
def test_what_is_no_longer_true_is_dropped(mailoutbox):
    """Check R-STILL-TRUE."""
    post(kind="untrue")
    outbox.send_due()

    assert (mailoutbox, states()) == ([], {"key": State.DROPPED})


@pytest.mark.django_db
def test_what_was_turned_off_meanwhile_is_dropped(mailoutbox):
    person = make.participant()
    post(person, "optional")
    preferences.turn_off(person, "optional")
    outbox.send_due()

    assert (mailoutbox, states()) == ([], {"key": State.DROPPED})


@pytest.mark.django_db
def test_people_who_are_not_active_get_no_mail_but_about_their_account(mailoutbox):
    person = make.participant(is_active=False)
    post(person, key="talk")
    post(person, "secret", key="account")
    outbox.send_due()

    assert states() == {"talk": State.DROPPED, "account": State.SENT}
    assert [mail.to for mail in mailoutbox] == [[person.email]]


@pytest.mark.django_db
def test_only_what_may_be_turned_off_can_be_unsubscribed_with_one_press(mailoutbox):
    person = make.participant()
    post(person, "optional", "first")
    post(person, "plain", "second")
    outbox.send_due()

    optional, plain = (mail.message() for mail in mailoutbox)
    assert optional["List-Unsubscribe"].strip() == f"<{preferences.unsubscribe_url(person, 'optional')}>"
    assert optional["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (plain["List-Unsubscribe"], plain["List-Unsubscribe-Post"]) == (None, None)


@pytest.mark.django_db
def test_secrets_are_wiped_once_a_message_is_settled(mailoutbox):
    row = post(kind="secret", subject="Code 123456")
    outbox.send_due()
    row.refresh_from_db()

    assert mailoutbox[0].subject == "Code 123456"
    assert (row.about, row.content, row.subject) == ({}, None, "")


# --- Trouble


@pytest.mark.django_db
def test_one_bad_message_does_not_block_the_rest(mailoutbox):
    bad = post(kind="broken", key="bad")
    post(key="good")

    outbox.send_due()

    bad.refresh_from_db()
    assert states() == {"bad": State.WAITING, "good": State.SENT}
    assert (bad.trouble, bad.attempts) == ("ZeroDivisionError: division by zero", 1)
    assert bad.due_at > timezone.now()
    assert Message.objects.exclude(trouble="").get() == bad


@pytest.mark.django_db
def test_a_retry_sends_the_same_bytes_under_the_same_message_id(smtp):
    person = make.participant()
    smtp.plan[person.email] = ["cut", "later"]
    post(person)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(3):
            outbox.send_due()
            clock.shift(timedelta(hours=1))

    first, second = smtp.to(person.email)
    assert (first.answered, second.answered) == (False, True)
    assert first.content == second.content
    assert states() == {"key": State.SENT}
    assert Message.objects.get().attempts == 3


@pytest.mark.django_db
def test_a_permanent_refusal_is_kept_and_not_tried_again(smtp):
    nobody, full = make.participant(), make.participant()
    smtp.plan = {nobody.email: ["no such person"], full.email: ["too big"]}
    post(nobody, key="nobody")
    post(full, key="full")

    outbox.send_due()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        outbox.send_due()

    assert states() == {"nobody": State.REFUSED, "full": State.REFUSED}
    assert [row.trouble for row in Message.objects.refused().order_by("pk")] == [
        "550 5.1.1 No such person here",
        "552 5.3.4 Too big",
    ]
    assert smtp.taken == []


REPLIES = [
    "550 5.1.1 <jane.doe@example.org>: Recipient address rejected",
    "550 No such user: jane.doe@example.org, try later",
    "451 4.7.1 greylisted [jane.doe@example.org]",
    '550 "jane doe"@example.org unknown',
    "550 bounce+jane.doe=example.org@relay.example",
    "550 see https://example.org/?who=jane.doe%40example.org",
    "SMTPRecipientsRefused: {'jane.doe@example.org': (550, b'no')}",
    "550 JANE.DOE@EXAMPLE.ORG",
    "550 jane.doe@exämple.org",
]


@pytest.mark.parametrize("reply", REPLIES)
def test_what_a_mail_server_answers_is_kept_without_addresses(reply):
    kept = transport.without_addresses(reply)

    assert "doe" not in kept.lower()
    assert "…" in kept
    assert kept[:3] == reply[:3]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "problem", [smtplib.SMTPRecipientsRefused, smtplib.SMTPServerDisconnected, ValueError]
)
def test_no_trouble_is_stored_or_logged_with_an_address(monkeypatch, caplog, problem):
    person = make.participant()
    row = post(person)
    reply = (
        {person.email: (550, b"no")} if problem is smtplib.SMTPRecipientsRefused else f"<{person.email}> no"
    )

    def fail(*_args):
        raise problem(reply)

    monkeypatch.setattr(outbox, "_content", fail)
    outbox.send_due()

    row.refresh_from_db()
    assert row.trouble
    assert person.email not in row.trouble + caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["later", "busy", "hang", "drop"])
def test_after_a_passing_trouble_the_rest_goes_out_and_the_message_waits(smtp, step):
    unlucky, lucky = make.participant(), make.participant()
    smtp.plan[unlucky.email] = [step]
    row = post(unlucky, key="unlucky")
    post(lucky, key="lucky")

    outbox.send_due()

    row.refresh_from_db()
    assert states() == {"unlucky": State.WAITING, "lucky": State.SENT}
    assert row.trouble
    with time_machine.travel(row.due_at):
        outbox.send_due()
    assert states() == {"unlucky": State.SENT, "lucky": State.SENT}


@pytest.mark.django_db
def test_many_mails_go_over_one_connection(smtp):
    for number in range(5):
        post(key=str(number))
    outbox.send_due()

    assert (len(smtp.taken), smtp.sessions) == (5, 1)


def nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.django_db
def test_when_the_mail_server_is_down_one_message_probes_it_and_the_rest_stays_due(smtp, settings):
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, nobody_listens()
    for number in range(5):
        post(key=str(number))

    assert outbox.send_due() == 0
    assert [row.attempts for row in Message.objects.order_by("pk")] == [1, 0, 0, 0, 0]

    settings.EMAIL_PORT = there
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert outbox.send_due() == 5
    assert len(smtp.taken) == 5


@pytest.mark.django_db
def test_a_server_that_never_says_a_word_costs_one_time_out(smtp, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        for number in range(5):
            post(key=str(number))
        assert outbox.send_due() == 0

    assert sum(Message.objects.values_list("attempts", flat=True)) == 1


@pytest.mark.django_db
def test_pauses_grow_to_a_quarter_of_an_hour_and_vary():
    pauses = [outbox._pause(attempts).total_seconds() for attempts in range(1, 12)]

    for found, wanted in zip(pauses, [15, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900], strict=True):
        assert 0.8 * wanted <= found <= 1.2 * wanted
    assert outbox._pause(30_000) < timedelta(minutes=19)
    assert len({outbox._pause(5) for _time in range(9)}) > 1


@pytest.mark.django_db
def test_what_could_not_be_sent_for_a_month_is_shown_as_refused():
    post(kind="broken", key="broken")
    post(key="of a kind that is no more")
    Message.objects.filter(kind="plain").update(kind="forgotten")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        outbox.send_due()

    assert states() == {"broken": State.REFUSED, "of a kind that is no more": State.REFUSED}


@pytest.mark.django_db
def test_staff_can_have_a_refused_message_tried_again(smtp):
    person = make.participant()
    smtp.plan[person.email] = ["no such person"]
    row = post(person)
    outbox.send_due()

    assert outbox.retry(row)
    outbox.send_due()

    [taken] = smtp.taken
    assert taken.message_id == f"<{row.message_id}@testserver>"
    assert states() == {"key": State.SENT}
    assert not outbox.retry(row)


@pytest.mark.django_db
def test_a_wiped_message_cannot_be_tried_again(smtp):
    person = make.participant()
    smtp.plan[person.email] = ["no such person"]
    row = post(person, "secret")
    outbox.send_due()

    assert not outbox.retry(row)
    assert states() == {"key": State.REFUSED}


@pytest.mark.django_db
def test_old_messages_forget_their_bytes_and_keep_their_keys(mailoutbox):
    old = post(key="old")
    outbox.send_due()
    with time_machine.travel(timezone.now() + timedelta(weeks=5)):
        new = post(key="new")
        outbox.send_due()
        assert outbox.prune() == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.content, post(key="old")) == (None, None)
    assert message_from_bytes(new.content, policy=policy.default)["Subject"] == "Hello"


# --- Concurrent senders


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(monkeypatch):
    within = []
    monkeypatch.setattr(outbox.smtp.SmtpSession, "send", lambda *_: within.append(connection.in_atomic_block))
    post()
    outbox.send_due()

    assert within == [False]


@pytest.mark.django_db(transaction=True)
def test_many_senders_at_once_send_each_message_once(smtp):
    for number in range(40):
        post(key=str(number))

    def send(_number):
        try:
            return outbox.send_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as senders:
        settled = sum(senders.map(send, range(4)))

    assert (settled, len(smtp.taken)) == (40, 40)
    assert len({taken.message_id for taken in smtp.taken}) == 40
    assert set(states().values()) == {State.SENT}


@pytest.mark.django_db
def test_a_claimed_message_is_left_to_its_sender_until_the_lease_ends(mailoutbox):
    post()
    claimed = outbox._claim(timezone.now())

    assert claimed is not None
    assert outbox.send_due() == 0
    with time_machine.travel(timezone.now() + outbox.LEASE):
        assert outbox.send_due() == 1


@pytest.mark.django_db
def test_a_sender_whose_lease_ran_out_does_not_undo_what_the_next_one_did(mailoutbox):
    post()
    slow = outbox._claim(timezone.now())
    with time_machine.travel(timezone.now() + outbox.LEASE):
        outbox.send_due()

    outbox._postpone(slow, TimeoutError("late"))

    assert states() == {"key": State.SENT}


@pytest.mark.django_db
def test_a_run_ends_between_two_messages_when_it_is_told_to(mailoutbox):
    for number in range(3):
        post(key=str(number))

    assert outbox.send_due(stopped=lambda: len(mailoutbox) == 2) == 2


# --- To many


@pytest.fixture
def crowd(monkeypatch):
    """Five people, a kind that goes to all who are active, and batches of two."""
    people = [make.participant() for _ in range(5)]
    registry.letter("to all", recipients=lambda about: get_user_model().objects.active())(
        lambda message: Letter(subject="To all", text="Hello.\n", html="<p>Hello.</p>")
    )
    monkeypatch.setattr(outbox, "BATCH", 2)
    return people


def recipients():
    return sorted(row.recipient_id for row in Message.objects.filter(kind="to all").exclude(recipient=None))


@pytest.mark.django_db
def test_a_message_to_a_crowd_is_one_row_that_the_sender_expands(crowd, mailoutbox):
    """Check R-ONE-STATEMENT."""
    outbox.post_to_all("to all", "hello")
    assert states() == {"hello:all:to all": "waiting"}

    outbox.send_due()

    assert recipients() == sorted(person.pk for person in crowd)
    assert set(states().values()) == {"sent"}
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(person.email for person in crowd)


@pytest.mark.django_db
def test_a_message_to_a_crowd_is_written_once(crowd, mailoutbox):
    for _ in range(2):
        outbox.post_to_all("to all", "hello")
        outbox.send_due()

    assert len(mailoutbox) == len(crowd)


@pytest.mark.django_db
def test_a_sender_that_dies_between_two_batches_is_followed_by_another(crowd, mailoutbox):
    outbox.post_to_all("to all", "hello")
    outbox.send_due(limit=1)
    assert recipients() == [person.pk for person in crowd[:2]]
    Message.objects.filter(key="hello:all:to all").update(
        about={**Message.objects.get(key="hello:all:to all").about, "after": 0}
    )

    outbox.send_due()

    assert len(mailoutbox) == len(crowd)


@pytest.mark.django_db
def test_an_urgent_mail_does_not_wait_behind_a_crowd(crowd, mailoutbox):
    outbox.post_to_all("to all", "hello")
    outbox.send_due(limit=1)
    post(crowd[0], key="urgent", subject="Urgent")

    outbox.send_due()

    assert [mail.subject for mail in mailoutbox].index("Urgent") == 2


@pytest.mark.django_db
def test_where_nobody_is_left_nothing_is_written(crowd):
    get_user_model().objects.update(is_active=False)
    outbox.post_to_all("to all", "hello")

    assert states() == {}
