"""The runner as a process, with small programs, and once with the real ones."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import psutil
import pytest
from django.conf import settings

from devserver.runner import Program, read_procfile
from testing.waiting import wait_until

RUN = """
import sys
from pathlib import Path
from devserver.runner import Runner, read_procfile
with Runner(lambda sentence: print(sentence, flush=True), grace=float(sys.argv[2])) as runner:
    for program in read_procfile(Path(sys.argv[1])).values():
        runner.start(program)
    print("all up", flush=True)
    runner.watch()
print("ended", flush=True)
"""
FOREVER = "exec sleep 1000"
DEAF = "trap 'echo asked' TERM; echo listening; while true; do sleep 0.1; done"
SLOW = "trap 'sleep 1; echo orderly; exit' TERM; echo listening; while true; do sleep 0.1; done"


@contextmanager
def started(command, **environment):
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    process.seen = []
    try:
        yield process
    finally:
        for left in [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []:
            left.kill()
        process.kill()
        process.communicate()


@pytest.fixture
def run(tmp_path):
    def start(*commands, grace=5):
        procfile = tmp_path / "Procfile"
        procfile.write_text("".join(f"p{number}: {command}\n" for number, command in enumerate(commands)))
        return started([sys.executable, "-c", RUN, str(procfile), str(grace)])

    return start


def read_until(process, pattern):
    for line in process.stdout:
        process.seen.append(line)
        if found := re.search(pattern, line):
            return found
    raise AssertionError("it ended without saying so:\n" + "".join(process.seen))


def children(process):
    found = psutil.Process(process.pid).children(recursive=True)
    return [child for child in found if child.status() != psutil.STATUS_ZOMBIE]


def end(process, number=signal.SIGINT):
    """Send the signal; return the processes left over and the time it took, in seconds."""
    before = children(process)
    asked = time.monotonic()
    process.send_signal(number)
    rest = process.communicate(timeout=60)[0]
    process.seen.append(rest)
    _, left = psutil.wait_procs(before, timeout=10)
    return [child for child in left if child.status() != psutil.STATUS_ZOMBIE], time.monotonic() - asked


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(run, number):
    with run(FOREVER, FOREVER, "sleep 1000 & wait") as runner:
        read_until(runner, "all up")
        assert len(children(runner)) >= 3

        left, _ = end(runner, number)

        assert left == []
        assert runner.returncode == 0
        assert runner.seen[-1] == "ended\n"


def test_what_does_not_listen_is_ended_by_force(run):
    with run(FOREVER, DEAF, grace=1) as runner:
        read_until(runner, "listening")

        left, seconds = end(runner)

        assert left == []
        assert seconds >= 1


def test_asking_twice_does_not_wait(run):
    with run(DEAF, grace=1000) as runner:
        read_until(runner, "listening")

        runner.send_signal(signal.SIGINT)
        read_until(runner, "asked")  # the first request has been received
        time.sleep(1.1)  # within a second it is the same request
        left, _ = end(runner)

        assert left == []


def test_ctrl_c_that_arrives_twice_at_once_is_one_request(run):
    with run(SLOW, grace=30) as runner:
        read_until(runner, "listening")

        runner.send_signal(signal.SIGINT)
        end(runner, signal.SIGTERM)  # two pending signals of one kind could be merged

        assert "orderly" in "".join(runner.seen)


def test_a_program_that_died_is_started_again(run):
    with run(FOREVER, FOREVER) as runner:
        read_until(runner, "all up")
        first, second = sorted(children(runner), key=lambda child: child.pid)

        second.kill()

        read_until(runner, r"p1 ended \(status -9\); it starts again in 1 s")
        both = wait_until(lambda: len(children(runner)) == 2 and children(runner))
        assert first in both
        assert second not in both


def test_one_that_keeps_dying_is_started_less_and_less_often(run):
    with run("echo here; exit 3") as runner:
        for delay in (1, 2, 4):
            read_until(runner, rf"p0 ended \(status 3\); it starts again in {delay} s")


def test_programs_end_with_a_runner_that_was_killed(run):
    if sys.platform != "linux":
        pytest.skip("only Linux tells a process of its parent's end")
    with run(FOREVER) as runner:
        read_until(runner, "all up")
        child = children(runner)[0]

        runner.kill()

        wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_the_procfile_has_the_three_programs_in_their_order():
    programs = read_procfile(settings.BASE_DIR / "Procfile")

    assert list(programs) == ["web", "worker", "beat"]
    assert programs["web"] == Program("web", programs["web"].command)


def test_manage_py_run_serves_until_ctrl_c(empty_database, tmp_path):
    environment = {
        "DATABASE_URL": empty_database,
        "SITE_URL": "http://localhost:8000",
        "BEAT_SCHEDULE": str(tmp_path / "schedule"),
    }
    with started([sys.executable, "manage.py", "run"], **environment) as runner:
        site = urlsplit(read_until(runner, r"Co-Lab runs at (\S+)")[1])
        read_until(runner, "Ctrl-C ends it")
        connection = http.client.HTTPConnection(site.hostname, site.port, timeout=60)
        connection.request("GET", "/healthz")
        assert connection.getresponse().read() == b"ok"
        connection.close()
        commands = [" ".join(child.cmdline()) for child in children(runner)]
        for name in ("gunicorn", "worker", "beat"):
            assert any(name in command for command in commands), name

        left, seconds = end(runner)

        assert left == []
        assert seconds < 30  # gracefully or, after 15, by force
        assert runner.returncode == 0
        assert "Traceback" not in "".join(runner.seen)


def test_manage_py_run_says_that_a_port_is_taken():
    with started([sys.executable, "manage.py", "run", "--port", "1", "--host", "192.0.2.1"]) as runner:
        assert "Port 1 cannot be had" in runner.communicate(timeout=60)[0]
        assert runner.returncode == 1
