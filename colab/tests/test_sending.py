"""From a commit to a mail server: by a real Celery worker, and by a command without any broker."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery import current_app
from celery.contrib.testing.worker import start_worker
from django.conf import settings as site
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from events.registration import seats
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db(transaction=True)


def wait_until(true, seconds=30):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)


@pytest.fixture
def worker():
    """A real worker on the Valkey of this run."""
    current_app.control.purge()
    with start_worker(current_app, perform_ping_check=False, pool="solo", shutdown_timeout=30):
        yield


def test_what_is_posted_is_sent_by_the_worker_that_the_bell_rings(worker, smtp):
    person = make.participant()
    seats.join(make.colab(), person)

    wait_until(lambda: smtp.taken)
    assert [taken.recipient for taken in smtp.taken] == [person.email]
    wait_until(lambda: Message.objects.get().state == "sent")


def test_the_minute_of_the_schedule_writes_reminders_and_rings(worker, smtp):
    colab = make.colab(
        starts_at=timezone.now() + timedelta(hours=1), announced_at=timezone.now() - timedelta(9)
    )
    current_app.tasks["events.tick"].delay()

    wait_until(lambda: smtp.to(colab.organizer.email))
    assert Message.objects.get().kind == "reminder-hour"


def test_every_task_of_the_schedule_exists_and_gives_way_to_its_next_run():
    current_app.loader.import_default_modules()  # as a worker does, to register the tasks
    entries = current_app.conf.beat_schedule.values()

    assert {entry["task"] for entry in entries} <= set(current_app.tasks)
    assert all(entry["options"]["expires"] for entry in entries)


def test_one_command_writes_the_reminders_and_sends_without_a_broker(mailoutbox):
    start = timezone.now() + timedelta(minutes=50)
    make.colab(starts_at=start, announced_at=timezone.now() - timedelta(9))
    call_command("send_messages")

    assert [message.kind for message in Message.objects.all()] == ["reminder-hour"]
    assert len(mailoutbox) == 1


LOOP = ("manage.py", "send_messages", "--loop")
IMPATIENT_LOOP = ("bench/messages.py", "loop")  # the same with shorter pauses and leases


@contextmanager
def loop(settings, *command):
    """`send_messages --loop` in a process of its own, without a broker."""
    database, name = os.environ["DATABASE_URL"], connection.settings_dict["NAME"]
    environment = os.environ | {
        "DATABASE_URL": f"{database.rpartition('/')[0]}/{name}",
        "REDIS_URL": "unix:///nonexistent/valkey.sock?db=0",
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }
    command = [sys.executable, *command]
    process = subprocess.Popen(command, cwd=site.BASE_DIR, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_loop_sends_without_a_broker_and_stops_cleanly(smtp, settings, number):
    first, second = make.participant(), make.participant()
    colab = make.colab()
    seats.join(colab, first)
    with loop(settings, *LOOP) as process:
        wait_until(lambda: smtp.to(first.email))
        seats.join(colab, second)
        wait_until(lambda: smtp.to(second.email))
        process.send_signal(number)
        _out, errors = process.communicate(timeout=15)

    assert (process.returncode, "Traceback" in errors) == (0, False), errors
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_the_loop_outlives_an_error_of_the_schedule(smtp, settings):
    person = make.participant()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_offsetsnapshot RENAME TO events_offsetsnapshot_away")
    try:
        seats.join(make.colab(), person)
        with loop(settings, *LOOP) as process:
            wait_until(lambda: smtp.to(person.email))
            assert process.poll() is None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE events_offsetsnapshot_away RENAME TO events_offsetsnapshot")


def test_senders_that_are_killed_lose_nothing_and_repeat_only_what_was_cut(smtp, settings):
    people = [make.participant() for _ in range(30)]
    steps = ["cut", "cut", "busy", "later", "drop", "hang"]
    smtp.plan = {person.email: [step] for person, step in zip(people[::5], steps, strict=True)}
    colabs = [make.colab() for _ in range(3)]
    for number, person in enumerate(people):
        seats.join(colabs[number % 3], person)

    with loop(settings, *IMPATIENT_LOOP):
        for enough in (5, 10, 15):
            with loop(settings, *IMPATIENT_LOOP):  # killed at the end of this block
                wait_until(lambda enough=enough: len(smtp.taken) >= enough)
        wait_until(lambda: not Message.objects.filter(state="waiting").exists(), seconds=60)

    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    mails = {person.email: smtp.to(person.email) for person in people}
    assert all(mails.values())
    assert all(len({(mail.message_id, mail.content) for mail in each}) == 1 for each in mails.values())
    twice = [address for address, each in mails.items() if len(each) > 1 and each[0].answered]
    assert len(twice) <= 3  # one for each that was killed between the answer and noting it
