"""A start as somebody chose it: an instant, the zone it was chosen in, the wall time meant there.

See R-UTC-AND-ZONE.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.timezones.local_time import local_instants, zone_of


class Skipped(ValueError):
    """A wall time that clocks skip on that day (R-TIME-GAPS)."""


class Twice(ValueError):
    """A wall time that clocks show twice on that day; `instants` are both (UTC), the earlier first."""

    def __init__(self, instants):
        super().__init__(instants)
        self.instants = instants


@dataclass(frozen=True)
class Start:
    """`instant` is an aware datetime, `zone` a ZoneInfo."""

    instant: datetime
    zone: ZoneInfo

    @classmethod
    def at(cls, wall_time, zone, which=None):
        """From a naive wall time in a zone; `which` is 0 or 1 where it comes twice. Raises Skipped, Twice."""
        instants = local_instants(wall_time, zone)
        if not instants:
            raise Skipped(wall_time)
        if len(instants) == 1:
            return cls(instants[0], zone_of(zone))
        if which not in (0, 1):
            raise Twice(instants)
        return cls(instants[which], zone_of(zone))

    @classmethod
    def of(cls, colab):
        return cls(colab.starts_at, colab.zone)

    @property
    def local(self):
        """The wall time meant, naive."""
        return self.instant.astimezone(self.zone).replace(tzinfo=None)

    @property
    def wall_time(self):
        """As it is stored: "2027-01-14T14:00"."""
        return self.local.strftime("%Y-%m-%dT%H:%M")

    @property
    def typed(self):
        """What somebody would type for it on the clock of its zone, by field of the form; `which` only where
        the time comes twice."""
        date, _at, time = self.wall_time.partition("T")
        typed = {"date": date, "time": time}
        instants = local_instants(self.local, self.zone)
        return typed | ({"which": str(instants.index(self.utc))} if len(instants) == 2 else {})

    @property
    def utc(self):
        return self.instant.astimezone(UTC)
