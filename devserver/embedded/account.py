"""The user who runs the servers: the current one, or an unprivileged one instead of root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    changes: bool  # whether commands must switch to this user

    @classmethod
    def for_servers(cls):
        """Return the current user; for root `postgres` or `nobody`, because PostgreSQL refuses root."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), False)
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        entry = known.get("postgres") or known["nobody"]
        return cls(entry.pw_uid, entry.pw_gid, True)

    @property
    def popen(self):
        """The options of `subprocess.Popen` for a process of this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.changes else {}

    def run(self, command, *, environment=None, **options):
        usual = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        environment = usual | (environment or {})
        options |= self.popen
        command = [str(part) for part in command]
        return subprocess.run(  # noqa: S603
            command, cwd="/", env=environment, stdin=subprocess.DEVNULL, umask=0o077, **options
        )

    def can(self, letter, path):
        """Return whether this user may read (`r`), write (`w`), or enter or execute (`x`) the path."""
        return self.run([shutil.which("test") or "/usr/bin/test", f"-{letter}", path]).returncode == 0

    def own(self, directory):
        """Make the directory accessible to this user only. Raise PermissionError if it is another user's."""
        directory.mkdir(mode=0o700, exist_ok=True)
        found = os.stat(directory, follow_symlinks=False)
        if found.st_uid not in {self.uid, os.geteuid()} or directory.is_symlink():
            raise PermissionError(f"{directory} belongs to somebody else")
        if found.st_uid != self.uid:
            os.chown(directory, self.uid, self.gid)
        directory.chmod(0o700)
        return directory
