"""Runs the programs of a Procfile side by side until it is stopped.

They start in the order of the file, the second one as soon as the first one is ready. A program that ends is
restarted, with a growing delay if it keeps ending. SIGINT, SIGTERM and SIGHUP end them all: gracefully within
`grace` seconds, by force after that or on a second signal.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TICK = 0.1  # seconds
STEADY = 60  # seconds after which an exit no longer counts as a failed start
LONGEST_DELAY = 30  # seconds
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    name: str
    command: str  # for the shell, as in a Procfile
    environment: dict = field(default_factory=dict)
    descriptors: tuple = ()  # open files that it inherits
    popen: dict = field(default_factory=dict)  # further options of `subprocess.Popen`, such as its user
    process: subprocess.Popen = None
    delay: int = 0  # seconds, doubled with each failed start
    started: float = 0
    due: float = 0

    def start(self):
        here = str(Path(sys.executable).parent)
        path = os.pathsep.join([here, os.environ.get("PATH", os.defpath)])
        self.process = subprocess.Popen(  # noqa: S602  the Procfile's commands are for a shell
            self.command,
            shell=True,
            env=os.environ | {"PATH": path, "PYTHONUNBUFFERED": "1"} | self.environment,
            pass_fds=self.descriptors,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in a terminal is for the runner, which signals the others
            preexec_fn=_end_with_the_runner if sys.platform == "linux" else None,
            umask=0o077,
            **self.popen,
        )
        self.started = time.monotonic()
        return self

    @property
    def runs(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, number):
        """Signal the process group, which may have outlived its leader."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def plan_the_next_start(self):
        failed = time.monotonic() - self.started < STEADY
        self.delay = min(max(1, self.delay * 2), LONGEST_DELAY) if failed else 1
        self.due = time.monotonic() + self.delay


class Runner:
    """`say` is called with each sentence for the user; `grace` is in seconds; `popen` as of a `Program`."""

    def __init__(self, say, grace=15, popen=None):
        self.say, self.grace, self.popen = say, grace, popen or {}
        self.programs = []
        self.end_requests = []  # when we were signalled to end

    def __enter__(self):
        self._before = {number: signal.signal(number, self._request_end) for number in ENDING}
        return self

    def __exit__(self, *failure):
        self._stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def ending(self):
        return bool(self.end_requests)

    def _begin(self, program):
        program.popen = self.popen
        self.programs.append(program.start())

    def complete(self, program):
        self._begin(program)
        while program.runs and not self.ending:
            time.sleep(TICK)
        if self.ending:
            return False
        self.programs.remove(program)
        return program.process.returncode == 0

    def start(self, program, ready=lambda: True, seconds=60):
        """Start the program and wait until it is ready. Return False if it was not within `seconds`."""
        self._begin(program)
        deadline = time.monotonic() + seconds
        while not self.ending and program.runs and time.monotonic() < deadline:
            if ready():
                return True
            time.sleep(TICK)
        return False

    def watch(self):
        while not self.ending:
            for program in self.programs:
                self._revive(program)
            time.sleep(TICK)

    def _revive(self, program):
        if program.runs:
            return
        if not program.due:
            program.plan_the_next_start()
            status = program.process.returncode
            self.say(f"{program.name} ended (status {status}); it starts again in {program.delay} s.")
        elif time.monotonic() >= program.due:
            program.due = 0
            program.signal(signal.SIGKILL)  # whatever is left of the old one
            program.start()

    def _request_end(self, number, frame):
        self.end_requests.append(time.monotonic())

    def _stop(self):
        for program in reversed(self.programs):
            program.signal(signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        while any(program.runs for program in self.programs):
            if time.monotonic() > deadline or self._is_impatient():
                break
            time.sleep(TICK)
        for program in self.programs:
            program.signal(signal.SIGKILL)
            if program.process is not None:
                program.process.wait()

    def _is_impatient(self):
        """Return whether there was a second request. One Ctrl-C may arrive twice, by the parent, too."""
        return bool(self.end_requests) and self.end_requests[-1] - self.end_requests[0] > 1


def read_procfile(path):
    lines = (line.partition(":") for line in path.read_text().splitlines() if line.strip())
    return {name.strip(): Program(name.strip(), command.strip()) for name, _, command in lines}


def _end_with_the_runner():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
