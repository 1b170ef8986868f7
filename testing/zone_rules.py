"""Other tables of time zones than the pinned one, as a machine has them before or after an update."""

import zoneinfo
from contextlib import contextmanager
from importlib import resources
from zoneinfo import ZoneInfo


@contextmanager
def table(directory, **rules):
    """Within the block the zone of each name has the rules of another: `America__Vancouver="America/Denver"`.

    Real files of zones (TZif) stand in `directory`, under a TZPATH of their own; other zones are as pinned.
    A ZoneInfo that was read before keeps its rules, as in a process that was not started again.
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
