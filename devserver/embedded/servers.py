"""The two servers, run directly, without the helpers of their wheels.

Those helpers add system users and make parent directories readable.
"""

import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
from urllib.parse import quote

import psutil
import psycopg

from devserver.embedded import programs


class Unavailable(RuntimeError):
    """No server can be had; the text is advice."""


class Server:
    """A server with data under `home` and its socket in `sockets`; `quick` trades durability for speed."""

    stopping = (signal.SIGTERM, signal.SIGKILL)

    def __init__(self, home, sockets, account, quick):
        self.home, self.sockets, self.account, self.quick = home, sockets, account, quick

    def stop(self):
        process = self._process()
        for number in self.stopping:
            if process is None:
                break
            process.send_signal(number)
            process = _outlived(process, seconds=10)
        self.pid_file.unlink(missing_ok=True)

    def _process(self):
        """Return the running server, or None; never another process with the number in an old pid file."""
        try:
            process = psutil.Process(int(self.pid_file.read_text().split()[0]))
            return process if self._mark() in " ".join(process.cmdline()) else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    def _run(self, *command):
        done = self.account.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise Unavailable(f"{command[0]} failed: {done.stdout.strip()}\nSee {self.home}.")


class Postgres(Server):
    stopping = (signal.SIGINT, signal.SIGQUIT)  # "fast", then "immediate"

    @property
    def data(self):
        return self.home / "postgres"

    @property
    def pid_file(self):
        return self.data / "postmaster.pid"

    @property
    def url(self):
        return f"postgresql://colab@{quote(str(self.sockets), safe='')}/colab"

    def answers(self):
        """Return whether this server, not another one on its socket, accepts connections."""
        try:
            with self._connect("postgres") as connection:
                return connection.execute("SHOW data_directory").fetchone()[0] == str(self.data)
        except psycopg.OperationalError:
            return False

    def start(self):
        if self.answers():
            return
        directory = programs.postgres(self.account)
        if directory is None:
            raise Unavailable("There is no PostgreSQL here. Install it, or set DATABASE_URL.")
        self.stop()
        if not self.data.exists():
            self._create(directory)
        self._start(directory / "pg_ctl")
        self._create_database()

    def _mark(self):
        return str(self.data)

    def _connect(self, database):
        return psycopg.connect(
            host=str(self.sockets),
            port=5432,
            user="colab",
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def _create(self, directory):
        """Create the cluster in a draft directory and rename it, so that an incomplete one is never used."""
        draft = self.home / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        version = int(re.search(r"\d+", _output(directory / "initdb", "--version"))[0])
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            if version >= 17
            else ["--locale=C.UTF-8"]
        )
        options = ["-A", "trust", "-E", "UTF8", "-U", "colab", "--no-sync", "--no-instructions"]
        self._run(directory / "initdb", "-D", draft, *options, *locale)
        draft.rename(self.data)

    def _start(self, pg_ctl, tries=5):
        """Retry while processes of a killed server are still ending."""
        log = self.home / "postgres.log"
        try:
            self._run(pg_ctl, "start", "-w", "-t", "60", "-D", self.data, "-l", log, "-o", self._options())
        except Unavailable:
            if not tries:
                raise
            time.sleep(1)
            self._start(pg_ctl, tries - 1)

    def _create_database(self):
        with self._connect("postgres") as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = 'colab'"
            if not connection.execute(known).fetchone():
                connection.execute("CREATE DATABASE colab")

    def _options(self):
        settings = {
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
        }
        if self.quick:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        return shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))


class Valkey(Server):
    @property
    def pid_file(self):
        return self.home / "valkey.pid"

    @property
    def socket(self):
        return self.sockets / "valkey.sock"

    @property
    def url(self):
        return f"unix://{self.socket}?db=0"

    def answers(self):
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\nCONFIG GET dir\r\nQUIT\r\n")
                answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
        except OSError:
            return False
        return answer.startswith("+PONG") and f"\r\n{self.home / 'valkey'}\r\n" in answer

    def start(self):
        if self.answers():
            return
        program = programs.valkey(self.account)
        if program is None:
            raise Unavailable("There is no Valkey or Redis here. Install one, or set REDIS_URL.")
        self.stop()
        self.account.own(self.home / "valkey")
        self._run(program, *self._options())
        deadline = time.monotonic() + 30
        while not self.answers():
            if time.monotonic() > deadline:
                raise Unavailable(f"Valkey does not answer. See {self.home / 'valkey.log'}.")
            time.sleep(0.01)

    def _mark(self):
        return str(self.socket)

    def _options(self):
        settings = {
            "port": "0",
            "unixsocket": self.socket,
            "unixsocketperm": "700",
            "dir": self.home / "valkey",
            "pidfile": self.pid_file,
            "logfile": self.home / "valkey.log",
            "daemonize": "yes",
            "save": "",
            "appendonly": "no" if self.quick else "yes",
            "maxmemory-policy": "noeviction",
        }
        return [part for name, value in settings.items() for part in (f"--{name}", str(value))]


def _output(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout  # noqa: S603


def _outlived(process, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
        except psutil.NoSuchProcess:
            return None
        time.sleep(0.01)
    return process
