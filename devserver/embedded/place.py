"""The directory of the services of one checkout or test run, and their users.

Each user holds a shared lock on `lease`. The keeper, a small process, waits for the exclusive lock: it gets
it when the last user has ended, even by `kill -9`, and stops the services.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from devserver.embedded import locks, programs, servers
from devserver.embedded.account import Account

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SOCKETS = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108  short


class Place:
    def __init__(self, directory, *, quick=False):
        """`quick` is for tests: no durability, and everything is removed at the end."""
        self.directory, self.quick = Path(directory).resolve(), quick
        self._lease = None

    @classmethod
    def of_checkout(cls, root):
        return cls(root / "var" / "embedded")

    def join(self, variables):
        """Use these of `DATABASE_URL` and `REDIS_URL`; return their values once the servers answer.

        Start what is not running. Raise `servers.Unavailable`.
        """
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            self._lease = self._lease or locks.take(self.directory / "lease", fcntl.LOCK_SH)
            atexit.register(self.leave)
            with locks.alone(self.directory / "starting"):
                found = self._servers(create=True)
                for name in variables:
                    found[name].start()
                self._start_keeper()
        except PermissionError as problem:
            advice = f"Remove {self.directory}, or set DATABASE_URL and REDIS_URL."
            raise servers.Unavailable(f"{problem}. {advice}") from problem
        return {name: found[name].url for name in variables}

    def leave(self):
        if self._lease is None:
            return
        atexit.unregister(self.leave)
        os.close(self._lease)
        self._lease = None
        if self.stop_if_unused():
            locks.wait_until_free(self.directory / "keeper", seconds=2)
        else:
            locks.wait_until_free(self.directory / "lease", seconds=30)

    def stop_if_unused(self, wait=False, keeper=None):
        """Stop the services unless they are used; with `wait`, once they are not. Return whether stopped."""
        try:
            lease = locks.take(self.directory / "lease", fcntl.LOCK_EX, wait, create=False)
        except FileNotFoundError:
            return True  # another process has stopped and removed it
        if lease is None:
            return False
        self._stop()
        if self.quick:
            shutil.rmtree((self.directory / "servers").resolve(), ignore_errors=True)
            shutil.rmtree(self.directory, ignore_errors=True)
        if keeper is not None:
            os.close(keeper)  # before the lease: the next user must start a new keeper
        os.close(lease)
        return True

    def move_to(self, target):
        """Stop the services and move all data to the directory `target`. Return False if they are in use.

        Moved back, it is used again. Where `servers` is a link, it is the link that moves.
        """
        lease = locks.take(self.directory / "lease", fcntl.LOCK_EX, wait=False)
        if lease is None:
            return False
        self._stop()
        self.directory.rename(target)
        os.close(lease)
        return True

    def _stop(self):
        for server in self._servers().values():
            server.stop()
        shutil.rmtree(self._sockets, ignore_errors=True)

    @property
    def _sockets(self):
        return SOCKETS / f"colab-{self._name}"

    @property
    def _name(self):
        """Unique to checkout and user, and short: the path of a socket is limited to 100 characters."""
        return hashlib.sha256(f"{self.directory}:{os.geteuid()}".encode()).hexdigest()[:12]

    def _servers(self, create=False):
        account = Account.for_servers()
        home = self.directory / "servers"
        if create:
            account.own(self._sockets)
            if not home.exists() and not account.can("x", self.directory):
                home.unlink(missing_ok=True)
                home.symlink_to(tempfile.mkdtemp(prefix="colab-", dir=programs.KEPT))
            account.own(home.resolve())
        common = (home.resolve(), self._sockets, account, self.quick)
        return {"DATABASE_URL": servers.Postgres(*common), "REDIS_URL": servers.Valkey(*common)}

    def _start_keeper(self):
        """Start the keeper unless it is running. It inherits its lock, so there is never a second one."""
        lock = locks.take(self.directory / "keeper", fcntl.LOCK_EX, wait=False)
        if lock is None:
            return
        command = [
            sys.executable,
            "-m",
            "devserver.embedded.keeper",
            str(lock),
            self.directory,
            str(int(self.quick)),
        ]
        keeper = subprocess.Popen(  # noqa: S603
            command, cwd=CHECKOUT, pass_fds=[lock], start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(lock)
        keeper.returncode = 0  # it outlives this process on purpose: no warning about it
