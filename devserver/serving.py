"""Who serves the pages of `make run`: never root, where another user can."""

import os
import sys

from django.conf import settings

from devserver.embedded.account import Account

GIVEN = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"),
    *("DEBUG", "DEMONSTRATION"),
)
WRITTEN = ("static", "mail", "celerybeat-schedule")  # below var/


def account():
    """Return the account that serves, and a sentence if it is root.

    Root hands over to the account of the embedded servers, if that can start Co-Lab in this checkout.
    """
    chosen = Account.for_servers()
    if not chosen.changes or _starts(chosen):
        return chosen, ""
    return Account(os.geteuid(), os.getegid(), False), (
        "Root serves the pages, since no other user can read this checkout and its Python."
        " To serve as somebody else, move both out of root's home."
    )


def _starts(chosen):
    environment = {name: os.environ[name] for name in GIVEN if name in os.environ}
    command = [sys.executable, settings.BASE_DIR / "manage.py", "check"]
    try:
        return chosen.run(command, environment=environment, capture_output=True).returncode == 0
    except OSError:  # it may not execute this Python
        return False


def hand_over(chosen, var):
    """Give the account what the processes write."""
    if not chosen.changes:
        return
    for path in [var, *(var / name for name in WRITTEN)]:
        if path.exists():
            _own(chosen, path, deep=path != var)


def _own(chosen, path, deep):
    os.chown(path, chosen.uid, chosen.gid, follow_symlinks=False)
    for directory, folders, files in os.walk(path) if deep else ():
        for name in folders + files:
            os.chown(os.path.join(directory, name), chosen.uid, chosen.gid, follow_symlinks=False)
