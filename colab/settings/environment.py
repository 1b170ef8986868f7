"""How settings are read from the environment."""

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

env = Env()


def required(read, name, why):
    """Return what `read` finds under this name; say `why` it is needed where there is nothing."""
    try:
        return read(name)
    except EnvError as problem:
        raise ImproperlyConfigured(f"{name}: {why} ({problem}). See docs/running.md.") from problem
