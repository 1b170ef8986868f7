"""PostgreSQL and Valkey for a machine without them.

`provide()` is called before Django's settings are loaded: in `manage.py`, `colab/wsgi.py` and
`colab/celery.py`. It reads `.env` at the root of the checkout. For each of `DATABASE_URL` and `REDIS_URL`
that is not set then, it uses the embedded service of this checkout, and starts it if it is not running. When
the last process that uses them has ended, by whatever means, the services stop.

    DATABASE_URL  postgresql://colab@%2Ftmp%2Fcolab-…/colab    a socket in a directory of mode 0700
    REDIS_URL     unix:///tmp/colab-…/valkey.sock?db=0         Celery: redis+socket:///…?virtual_host=0
"""

import logging
import os
from pathlib import Path

from dotenv import load_dotenv

from devserver.embedded import defaults, layout
from devserver.embedded.place import Place
from devserver.embedded.servers import Unavailable

__all__ = ["Unavailable", "provide", "release"]
ROOT = Path(__file__).resolve().parent.parent.parent
log = logging.getLogger("devserver.embedded")
_joined = {}


def provide():
    """Set the environment variables that are missing, starting services if necessary. Idempotent.

    Raise `Unavailable`, with advice, if a service cannot be started or the embedded database is of an earlier
    layout.
    """
    load_dotenv(ROOT / ".env")
    wanted = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if not wanted:
        return
    place = _joined.setdefault("place", Place.of_checkout(ROOT))
    found = place.join(wanted)
    filled = list(wanted)
    if "DATABASE_URL" in wanted:
        layout.refuse_old(found["DATABASE_URL"])
        filled += defaults.fill_in(ROOT / "var")
    os.environ.update(found)
    log.warning("Embedded defaults in use for %s (docs/running.md).", ", ".join(filled))


def release():
    """Leave the embedded services. If nobody else uses them, they are stopped on return."""
    if place := _joined.pop("place", None):
        place.leave()
