"""Detect that the start of a co-lab is no longer the wall time that was meant (R-ZONE-RULES-MOVED).

Queries only; `resolution` holds the verbs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import timezone as fixed

from django.utils import timezone

from core.timezones import display
from core.timezones.local_time import local_instants, minute_of, offset, zone_of
from events.models import CoLab

INSTANT, WALL = "instant", "wall"


@dataclass(frozen=True)
class Difference:
    """The wall time that was meant (stored as UTC), and the instant (UTC) that it is now, if it exists."""

    colab: CoLab
    wall_time: datetime
    meant: datetime | None

    @property
    def may_move(self):
        return self.meant is not None and self.meant > timezone.now()

    @property
    def wall_words(self):
        date, time = display.date_words(self.wall_time, UTC), display.hours(self.wall_time.time())
        return f"{date}, {time}, {display.city(self.colab.zone)}"

    @property
    def key(self):
        return (
            f"{self.colab.pk}:{_stamp(self.colab.starts_at)}:{_stamp(self.meant) if self.meant else 'never'}"
        )


def difference(colab):
    """Return the Difference of a co-lab, None if there is none."""
    wall_time = datetime.fromisoformat(colab.wall_time)
    instants = local_instants(wall_time, colab.zone)
    if _whole_minute(colab.starts_at) in instants:
        return None
    return Difference(colab, wall_time.replace(tzinfo=UTC), instants[0] if instants else None)


def undecided(person):
    ahead = CoLab.objects.run_by(person).announced().filter(starts_at__gt=timezone.now())
    return [found for colab in ahead.order_by("starts_at", "pk") if (found := difference(colab))]


def known_offsets(colab):
    """Return the offsets last known at the start: minutes east of UTC by zone.

    That of the zone of the co-lab follows from its wall time, also without a snapshot.
    """
    snapshot = getattr(colab, "offset_snapshot", None)
    known = snapshot.offsets if snapshot and snapshot.starts_at == colab.starts_at else {}
    meant = datetime.fromisoformat(colab.wall_time).replace(tzinfo=UTC)
    ahead = meant - _whole_minute(colab.starts_at)
    return known | {str(colab.zone): round(ahead.total_seconds() / 60)}


def offsets(colab, names):
    start = minute_of(colab.starts_at)
    return {name: offset(zone_of(name), start) for name in {*names, str(colab.zone)}}


def before(about, person):
    """Return the local time (aware) that a person knew before, None if it is unknown.

    `about` holds the instant `was`, and the `zone` and `offset` (minutes or None) at that time.
    """
    if about["offset"] is None or about["zone"] != str(person.zone):
        return None
    return datetime.fromisoformat(about["was"]).astimezone(clock_at(about["offset"]))


def words(local, zone):
    date, time = display.date_words(local, local.tzinfo), display.time_words(local, local.tzinfo)
    return f"{date}, {time}, {display.city(zone)} ({display.offset(local, local.tzinfo)})"


def short(instant, clock):
    """Return "Jan 14, 2027, 11:00 a.m. (UTC−8)"; "" without an instant or a clock."""
    if instant is None or clock is None:
        return ""
    date, time = display.date_words(instant, clock, "medium"), display.time_words(instant, clock)
    return f"{date}, {time} ({display.offset(instant, clock)})"


def clock_at(minutes):
    return None if minutes is None else fixed(timedelta(minutes=minutes))


def _whole_minute(instant):
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


def _stamp(instant):
    return instant.astimezone(UTC).isoformat()
