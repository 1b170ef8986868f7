"""The doorbell: a broker that is gone or hangs never slows or fails a page."""

import os
import signal
import time
from contextlib import contextmanager
from statistics import median

import pytest
import redis
from celery import current_app
from django.urls import reverse

from devserver.embedded.place import Place
from mailing import wakeup
from testing import make


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A Valkey for these tests alone, which they may stop."""
    found = Place(tmp_path_factory.mktemp("broker", numbered=True), quick=True)
    os.chmod(found.directory.parent, 0o711)
    found.url = found.join(["REDIS_URL"])["REDIS_URL"]
    yield found
    found.leave()


@pytest.fixture
def broker(place, monkeypatch):
    url = place.url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    monkeypatch.setattr(current_app.conf, "broker_write_url", url)
    monkeypatch.setattr(wakeup, "_waker", wakeup._Waker())
    with redis.Redis.from_url(place.url) as client:
        client.flushdb()
        yield client
        wait_until(lambda: not wakeup._waker.wanted.is_set())
        time.sleep(0.2)  # for the last ring, so that the next test hears only its own


@contextmanager
def hung(place):
    pid = place._servers()["REDIS_URL"]._process().pid
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def gone(place):
    server = place._servers()["REDIS_URL"]
    server.stop()
    try:
        yield
    finally:
        server.start()


def rings(broker):
    return broker.llen("celery")


def wait_until(true, seconds=10):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


def test_a_ring_reaches_the_broker(broker):
    wakeup.wake()

    wait_until(lambda: rings(broker) == 1)


def test_rings_do_not_pile_up(broker):
    for _ring in range(200):
        wakeup.wake()
    time.sleep(wakeup.QUIET + 0.5)

    assert 1 <= rings(broker) <= 2


def test_a_forked_process_rings_with_a_thread_of_its_own(broker):
    wakeup.wake()
    wait_until(lambda: rings(broker) == 1)
    with wakeup._waker._start:  # a lock that is held at the fork stays held in the child for ever
        child = os.fork()
        if child == 0:
            wakeup.wake()
            time.sleep(3)
            os._exit(0)

    wait_until(lambda: rings(broker) == 2)
    os.waitpid(child, 0)


@pytest.mark.parametrize("broken", [hung, gone])
def test_ringing_a_broken_broker_gives_up_in_seconds_and_works_again_after(broker, place, broken):
    with broken(place):
        begun = time.monotonic()
        wakeup._waker._wake_once()
        assert time.monotonic() - begun < 3

    wakeup._waker._wake_once()
    assert rings(broker) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broken", [hung, gone])
def test_a_broken_broker_neither_slows_nor_fails_a_page(broker, place, broken, client):
    colab, people = make.colab(), [make.participant() for _ in range(5)]
    client.get(colab.get_absolute_url())  # what is imported with the first page is not the broker's doing
    took = []
    with broken(place):
        for person in people:
            client.force_login(person)
            begun = time.monotonic()
            answer = client.post(reverse("events:register", args=[colab.pk]), {"intention": "listen"})
            took.append(time.monotonic() - begun)
            assert answer.status_code == 302

    assert median(took) < 1  # whoever waited for the broker would wait for two seconds each time
    assert [person.messages.get().kind for person in people] == ["seated"] * 5
    wait_until(lambda: rings(broker) >= 1)
