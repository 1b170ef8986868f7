"""Clock changes before a co-lab, in the reader's zone or in its own, and what they mean for the reader.

Plain values, no database. `since` and `start` are aware instants.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.timezones import display
from core.timezones.local_time import DAY, minute_of, offset, zone_of


def shift(zone: str | ZoneInfo, home: str | ZoneInfo, since: datetime, start: datetime) -> int:
    """Return the minutes by which the clock of a zone moves against that of `home` between two instants."""
    here, there = zone_of(zone), zone_of(home)
    apart = [offset(here, minute) - offset(there, minute) for minute in map(minute_of, (since, start))]
    return apart[1] - apart[0]


def changed_on(zone: str | ZoneInfo, since: datetime, start: datetime) -> date | None:
    """Return the local date of the last clock change in a zone between two instants, or None."""
    place, first, last = zone_of(zone), minute_of(since), minute_of(start)
    for minute in range(last, first, -DAY):
        if offset(place, max(minute - DAY, first)) != offset(place, minute):
            return _local_date(place, max(minute - DAY, first), minute)
    return None


def _local_date(place: ZoneInfo, before: int, after: int) -> date:
    """Bisect between two UTC minutes with different offsets."""
    while after - before > 1:
        middle = (before + after) // 2
        if offset(place, middle) == offset(place, before):
            before = middle
        else:
            after = middle
    return datetime.fromtimestamp(after * 60, UTC).astimezone(place).date()


def sentence(start: datetime, home: str | ZoneInfo, zone: str | ZoneInfo, since: datetime) -> str:
    """Return a warning for a reader in `zone` who has known of a start in `home` since then, or "".

    "Clocks change before this co-lab: Toronto (March 14, 2027). In Phoenix, 2:00 p.m. in Toronto is
    12:00 p.m. until then and 11:00 a.m. from then on."
    """
    minutes = shift(zone, home, since, start)
    if not minutes:
        return ""
    changes = [(place, changed_on(place, since, start)) for place in (home, zone)]
    where = [f"{display.city(place)} ({_day(day)})" for place, day in changes if day]
    text = _(
        "Clocks change before this co-lab: %(where)s. In %(city)s, %(there)s in %(home)s is %(before)s until "
        "then and %(here)s from then on."
    )
    return text % {
        "where": ", ".join(where),
        "there": display.time_words(start, home),
        "home": display.city(home),
        "here": display.time_words(start, zone),
        "city": display.city(zone),
        "before": display.time_words(start - timedelta(minutes=minutes), zone),
    }


def _day(day: date) -> str:
    return display.date_words(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), UTC, "long")
