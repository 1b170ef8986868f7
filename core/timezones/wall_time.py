"""Starts: an instant, the zone in which it was chosen and the wall time that was meant (R-UTC-AND-ZONE)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from core.timezones.local_time import local_instants, zone_of


class Timed(Protocol):
    """A co-lab, or anything else with an instant and its zone."""

    starts_at: datetime
    zone: ZoneInfo


class Skipped(ValueError):
    """The wall time does not exist on that day: clocks skip it (R-TIME-GAPS)."""


class Twice(ValueError):
    """Clocks show the wall time twice on that day; `instants` are both (UTC), the earlier first."""

    def __init__(self, instants: list[datetime]) -> None:
        super().__init__(instants)
        self.instants = instants


@dataclass(frozen=True)
class Start:
    """`instant` is an aware datetime, `zone` a ZoneInfo."""

    instant: datetime
    zone: ZoneInfo

    @classmethod
    def at(cls, wall_time: datetime, zone: str | ZoneInfo, which: int | None = None) -> Start:
        """Return the start of a naive wall time in a zone; `which` is 0 or 1 if it occurs twice.

        Raise Skipped or Twice.
        """
        instants = local_instants(wall_time, zone)
        if not instants:
            raise Skipped(wall_time)
        if len(instants) == 1:
            return cls(instants[0], zone_of(zone))
        if which not in (0, 1):
            raise Twice(instants)
        return cls(instants[which], zone_of(zone))

    @classmethod
    def of(cls, colab: Timed) -> Start:
        return cls(colab.starts_at, colab.zone)

    @property
    def local(self) -> datetime:
        return self.instant.astimezone(self.zone).replace(tzinfo=None)

    @property
    def wall_time(self) -> str:
        """The wall time as it is stored: "2027-01-14T14:00"."""
        return self.local.strftime("%Y-%m-%dT%H:%M")

    @property
    def form_data(self) -> dict[str, str]:
        """The form data for this start, by field name; `which` only if the wall time occurs twice."""
        date, _at, time = self.wall_time.partition("T")
        data = {"date": date, "time": time}
        instants = local_instants(self.local, self.zone)
        return data | ({"which": str(instants.index(self.utc))} if len(instants) == 2 else {})

    @property
    def utc(self) -> datetime:
        return self.instant.astimezone(UTC)
