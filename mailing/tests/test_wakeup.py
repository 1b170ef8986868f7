"""The doorbell: a broker that is gone or hangs never slows or fails a page."""

import os
import signal
import threading
import time
import warnings
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


class Waker(wakeup._Waker):
    """Knows how often it was asked to ring, what that has come to, and which threads have rung."""

    def __init__(self):
        super().__init__()
        self.asked = self.answered = 0
        self.threads = set()

    def wake(self):
        self.asked += 1
        super().wake()

    def _wake_once(self):
        asked = self.asked
        self.threads.add(threading.current_thread())
        super()._wake_once()
        self.answered = asked

    def is_idle(self):
        return self.answered == self.asked


@pytest.fixture
def broker(place, monkeypatch):
    url = place.url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    monkeypatch.setattr(current_app.conf, "broker_write_url", url)
    monkeypatch.setattr(wakeup, "_waker", Waker())
    with redis.Redis.from_url(place.url) as client:
        client.flushdb()
        yield client
        wait_until(wakeup._waker.is_idle)  # so that the next test hears only its own


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


def wait_until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


def test_a_ring_reaches_the_broker(broker):
    wakeup.wake()

    wait_until(lambda: rings(broker) == 1)


def test_rings_do_not_pile_up(broker):
    begun = time.monotonic()
    for _ring in range(200):
        wakeup.wake()
    took = time.monotonic() - begun
    wait_until(wakeup._waker.is_idle)

    assert 1 <= rings(broker) <= 2 + took // wakeup.QUIET


def test_a_forked_process_rings_with_a_thread_of_its_own(broker):
    wakeup.wake()
    wait_until(lambda: rings(broker) == 1)
    end, other_end = os.pipe()
    with wakeup._waker._start:  # a lock that is held at the fork stays held in the child for ever
        child = fork()
        if child == 0:
            os.close(other_end)
            wakeup.wake()
            os.read(end, 1)  # until the parent has heard it
            os._exit(0)

    wait_until(lambda: rings(broker) == 2)
    os.close(other_end)
    os.waitpid(child, 0)
    os.close(end)


def fork():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads beside it are what this is about
        return os.fork()


@pytest.mark.parametrize("broken", [hung, gone])
def test_ringing_a_broken_broker_gives_up_in_seconds_and_works_again_after(broker, place, broken):
    known = connections(broker)
    with broken(place):
        begun = time.monotonic()
        wakeup._waker._wake_once()
        took = time.monotonic() - begun

    assert took < 10  # a time-out is two seconds; on a busy machine what is around it takes some, too
    if broken is hung:
        assert connections(broker) == known + 1  # it was tried once
    wakeup._waker._wake_once()
    assert rings(broker) == 1


def connections(broker):
    return broker.info("stats")["total_connections_received"]


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
            answer = client.post(reverse("events:register", args=[colab.pk]), {"part": "listen"})
            took.append(time.monotonic() - begun)
            assert answer.status_code == 302

    assert median(took) < 2  # whoever waited for the broker would wait for two seconds each time
    assert [person.messages.get().kind for person in people] == ["seated"] * 5
    wait_until(lambda: rings(broker) >= 1)
    assert threading.current_thread() not in wakeup._waker.threads
