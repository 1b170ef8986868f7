"""Rooms of the site's own, on a server of video calls (R-OWN-ROOMS)."""

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

from colab.settings.environment import env
from events.room import passes

# A template that is broken stops nothing: `manage.py check` says so, and addresses are pasted meanwhile.
ROOM_URL_TEMPLATE = env.str("ROOM_URL_TEMPLATE", "").strip()
try:
    ROOM_JWT = env.json("ROOM_JWT", {})
    passes.read(ROOM_JWT)
except EnvError:
    raise ImproperlyConfigured("ROOM_JWT: it is no JSON. See docs/running.md.") from None
except ValueError as problem:
    raise ImproperlyConfigured(f"ROOM_JWT: {problem}. See docs/running.md.") from None
