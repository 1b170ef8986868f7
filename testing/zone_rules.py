"""Tables of time zones other than the pinned one, as before or after an update."""

import zoneinfo
from contextlib import contextmanager
from importlib import resources
from zoneinfo import ZoneInfo

from django.apps import apps
from timezone_field import TimeZoneField


@contextmanager
def table(directory, **rules):
    """Give zones the rules of others within the block: `America__Vancouver="America/Denver"`.

    Zone files (TZif) are written to `directory`, with a TZPATH of their own; other zones remain as pinned. A
    ZoneInfo that was read before keeps its rules, as in a running process.
    """
    names = [name.replace("__", "/") for name in rules]
    for name, other in zip(names, rules.values(), strict=True):
        source = resources.files("tzdata").joinpath("zoneinfo", *other.split("/"))
        target = directory.joinpath(*name.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    try:
        _read_from([str(directory)], names)
        yield
    finally:
        _read_from([], names)


def _read_from(path, names):
    zoneinfo.reset_tzpath(to=path)
    ZoneInfo.clear_cache(only_keys=names)
    _renew_choices()


def _renew_choices():
    """Let fields offer the instances that ZoneInfo returns now: a zone equals only itself."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, TimeZoneField):
                field.choices = [(ZoneInfo(zone.key), label) for zone, label in field.choices]
