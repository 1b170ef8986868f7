"""`make fresh`: put the embedded data and the mail of this checkout aside, so that `make run` begins anew.

Asks first, unless the environment says `FRESH=yes`. Nothing is deleted.
"""

import os
import sys
from datetime import datetime

from devserver import embedded
from devserver.embedded.place import Place

QUESTION = "Put the embedded database and mail of this checkout aside? Nothing is deleted. [y/N] "


def put_aside(var, now):
    """Move `embedded` and `mail` into one directory. Return it, and where its `servers` links to if it does.

    Exits with a sentence where there is nothing to move, or where somebody uses it.
    """
    place = Place(var / "embedded")
    target = var / f"embedded-{now:%Y-%m-%d-%H%M%S}"
    if not place.directory.exists():
        sys.exit("There is no embedded database here. `make run` makes one.")
    if not place.move_to(target):
        sys.exit("The embedded services are in use. End `make run` and what else uses them, then try again.")
    if (var / "mail").exists():
        (var / "mail").rename(target / "mail")
    servers = target / "servers"
    return [target, servers.resolve()] if servers.is_symlink() else [target]


def agreed():
    if os.environ.get("FRESH"):
        return os.environ["FRESH"] == "yes"
    try:
        return input(QUESTION).strip().lower() in {"y", "yes"}
    except EOFError:
        return False


def main():
    if not agreed():
        sys.exit("Nothing was changed. `make fresh FRESH=yes` does not ask.")
    kept = put_aside(embedded.ROOT / "var", datetime.now())
    places = " and ".join(map(str, kept))
    sys.stdout.write(
        f"Kept in {places}. `make run` begins a new database; `make clean` deletes all of them.\n"
    )


if __name__ == "__main__":
    main()
