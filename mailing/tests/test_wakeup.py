"""The wakeup: a broker that is down or hangs never slows down or breaks a page."""

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
from testing.waiting import wait_until


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A Valkey of these tests' own, which they may stop."""
    found = Place(tmp_path_factory.mktemp("broker", numbered=True), quick=True)
    os.chmod(found.directory.parent, 0o711)
    found.url = found.join(["REDIS_URL"])["REDIS_URL"]
    yield found
    found.leave()


class Waker(wakeup._Waker):
    def __init__(self):
        super().__init__()
        self.requested = self.served = 0
        self.threads = set()

    def wake(self):
        self.requested += 1
        super().wake()

    def _wake_once(self):
        requested = self.requested
        self.threads.add(threading.current_thread())
        super()._wake_once()
        self.served = requested

    def is_idle(self):
        return self.served == self.requested


@pytest.fixture
def broker(place, monkeypatch):
    url = place.url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    monkeypatch.setattr(current_app.conf, "broker_write_url", url)
    monkeypatch.setattr(wakeup, "_waker", Waker())
    with redis.Redis.from_url(place.url) as client:
        client.flushdb()
        yield client
        wait_until(wakeup._waker.is_idle)  # so that the next test sees only its own


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


def wakeups(broker):
    return broker.llen("celery")


def test_a_wakeup_reaches_the_broker(broker):
    wakeup.wake()

    wait_until(lambda: wakeups(broker) == 1)


def test_wakeups_do_not_pile_up(broker):
    begun = time.monotonic()
    for _number in range(200):
        wakeup.wake()
    took = time.monotonic() - begun
    wait_until(wakeup._waker.is_idle)

    assert 1 <= wakeups(broker) <= 2 + took // wakeup.QUIET


def test_a_forked_process_wakes_with_a_thread_of_its_own(broker):
    wakeup.wake()
    wait_until(lambda: wakeups(broker) == 1)
    end, other_end = os.pipe()
    with wakeup._waker._start:  # a lock held at the fork stays held in the child
        child = fork()
        if child == 0:
            os.close(other_end)
            wakeup.wake()
            os.read(end, 1)  # until the parent closes its end
            os._exit(0)

    wait_until(lambda: wakeups(broker) == 2)
    os.close(other_end)
    os.waitpid(child, 0)
    os.close(end)


def fork():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking with threads, as meant here
        return os.fork()


@pytest.mark.parametrize("broken", [hung, gone])
def test_a_wakeup_by_a_broken_broker_gives_up_in_seconds_and_works_again_after(broker, place, broken):
    known = connections(broker)
    with broken(place):
        begun = time.monotonic()
        wakeup._waker._wake_once()
        took = time.monotonic() - begun

    assert took < 10  # the timeout is two seconds; a busy machine adds some
    if broken is hung:
        assert connections(broker) == known + 1  # one attempt
    wakeup._waker._wake_once()
    assert wakeups(broker) == 1


def connections(broker):
    return broker.info("stats")["total_connections_received"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broken", [hung, gone])
def test_a_broken_broker_neither_slows_nor_fails_a_page(broker, place, broken, client):
    colab, people = make.colab(), [make.participant() for _ in range(5)]
    client.get(colab.get_absolute_url())  # the first page imports modules, which takes time
    took = []
    with broken(place):
        for person in people:
            client.force_login(person)
            begun = time.monotonic()
            answer = client.post(reverse("events:register", args=[colab.pk]), {"intention": "listen"})
            took.append(time.monotonic() - begun)
            assert answer.status_code == 302

    assert median(took) < 2  # waiting for the broker would take two seconds each time
    assert [person.messages.get().kind for person in people] == ["seated"] * 5
    wait_until(lambda: wakeups(broker) >= 1)
    assert threading.current_thread() not in wakeup._waker.threads
