"""Whether a co-lab's instant still is the wall time that was meant: rules of zones change.

See R-ZONE-RULES-MOVED.

Questions only; `rules_moved` holds what is done about it.
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
    """The wall time that was meant (naive), and the instant (UTC) at which clocks show it now, if they do."""

    colab: CoLab
    wall_time: datetime
    meant: datetime | None

    @property
    def may_move(self):
        """Whether the wall time can be kept: clocks show it, and it lies ahead."""
        return self.meant is not None and self.meant > timezone.now()

    @property
    def wall_words(self):
        """What was announced, in words: date, time and city."""
        date, time = display.date_words(self.wall_time, UTC), display.hours(self.wall_time.time())
        return f"{date}, {time}, {display.city(self.colab.zone)}"

    @property
    def key(self):
        return (
            f"{self.colab.pk}:{_stamp(self.colab.starts_at)}:{_stamp(self.meant) if self.meant else 'never'}"
        )


def difference(colab):
    """The Difference of a co-lab; None where its instant is its wall time still."""
    wall_time = datetime.fromisoformat(colab.wall_time)
    instants = local_instants(wall_time, colab.zone)
    if _whole_minute(colab.starts_at) in instants:
        return None
    return Difference(colab, wall_time.replace(tzinfo=UTC), instants[0] if instants else None)


def undecided(person):
    """The Differences that wait for this organizer, the nearest first."""
    ahead = CoLab.objects.run_by(person).announced().filter(starts_at__gt=timezone.now())
    return [found for colab in ahead.order_by("starts_at", "pk") if (found := difference(colab))]


def known_offsets(colab):
    """What clocks were known to show at its start: minutes east of UTC by zone.

    That of its own zone is known from the wall time that was meant, also where nothing was written yet.
    """
    snapshot = getattr(colab, "offset_snapshot", None)
    known = snapshot.offsets if snapshot and snapshot.starts_at == colab.starts_at else {}
    meant = datetime.fromisoformat(colab.wall_time).replace(tzinfo=UTC)
    ahead = meant - _whole_minute(colab.starts_at)
    return known | {str(colab.zone): round(ahead.total_seconds() / 60)}


def offsets(colab, names):
    """What clocks show at its start by the rules of now, in these zones and its own."""
    start = minute_of(colab.starts_at)
    return {name: offset(zone_of(name), start) for name in {*names, str(colab.zone)}}


def before(about, person):
    """What this person was told until now, as an aware datetime on the clock of then; None if nobody knows.

    `about`: `was`, the instant; `zone` and `offset` (minutes, or None), what a clock showed of it.
    """
    if about["offset"] is None or about["zone"] != str(person.zone):
        return None
    return datetime.fromisoformat(about["was"]).astimezone(clock_at(about["offset"]))


def words(local, zone):
    """A time as it was known on the clock of a zone, like `zones.words`."""
    date, time = display.date_words(local, local.tzinfo), display.time_words(local, local.tzinfo)
    return f"{date}, {time}, {display.city(zone)} ({display.offset(local, local.tzinfo)})"


def short(instant, clock):
    """A time in a table: "Jan 14, 2027, 11:00 a.m. (UTC−8)"; empty for no instant, or no known clock."""
    if instant is None or clock is None:
        return ""
    date, time = display.date_words(instant, clock, "medium"), display.time_words(instant, clock)
    return f"{date}, {time} ({display.offset(instant, clock)})"


def clock_at(minutes):
    """A clock so many minutes east of UTC, as it was known; None for None."""
    return None if minutes is None else fixed(timedelta(minutes=minutes))


def _whole_minute(instant):
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


def _stamp(instant):
    return instant.astimezone(UTC).isoformat()
