"""The time check of a start, for North America and the nominators of a topic (R-FRIENDLY-START).

With `finder` the entrance to this package.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones import display
from core.timezones.wall_time import Start
from events.models import CoLab
from events.scheduling import daytime
from events.scheduling.audience import Person
from events.scheduling.fairness import ZoneWindow
from events.scheduling.zone_table import ZoneRow, zone_rows
from forums.models import Nomination, Topic

NOTICE, AHEAD = settings.COLAB["notice"], settings.COLAB["ahead"]
BANDS = {
    "comfortable": lambda: _("comfortable"),
    "daytime": lambda: _("daytime"),
    "early": lambda: _("early"),
    "late": lambda: _("late"),
    "night": lambda: _("night"),
    "weekend": lambda: _("weekend"),
}


def date_problem(instant: datetime) -> str:
    """Return why a co-lab cannot start at an instant, "" if it can (R-WITHIN-TWO-YEARS)."""
    now = timezone.now()
    if instant <= now:
        return _("This start is in the past.")
    if instant > now + AHEAD:
        return _("This is too far ahead: a co-lab starts within two years. Choose an earlier date.")
    return ""


def is_near(instant: datetime) -> bool:
    """Return whether an instant is so close to today that hours around it can be reckoned in any zone."""
    return abs(instant - timezone.now()) <= AHEAD + timedelta(days=2)


def require_near(day: date) -> None:
    """Raise ValidationError for a date at which no start can be, in whatever zone (R-WITHIN-TWO-YEARS)."""
    noon = datetime.combine(day, time(12), UTC)
    if not is_near(noon):
        raise ValidationError(date_problem(noon))


def nominators(topic: Topic) -> list[Person]:
    nominations = Nomination.objects.filter(topic=topic, participant__is_active=True)
    rows = nominations.values_list(
        *(f"participant__{name}" for name in ("id", "zone", "day_starts", "day_ends", "country", "region"))
    )
    return [Person(pk, zone, (begin, end), *place) for pk, zone, begin, end, *place in rows]


@dataclass(frozen=True)
class TimeCheck:
    """A start and a length in minutes, judged for North America and for some people."""

    start: Start
    minutes: int
    people: list[Person] = field(default_factory=list)

    @cached_property
    def verdict(self) -> daytime.Verdict:
        return daytime.verdict(self.start.instant, self.minutes, self._zone_windows)

    @property
    def zone_rows(self) -> list[ZoneRow]:
        return zone_rows(self.start.instant, self.minutes, self._zone_windows)

    @property
    def _zone_windows(self) -> list[ZoneWindow]:
        return [person.zone_window for person in self.people]

    @property
    def percent(self) -> int:
        return daytime.percent_of(round(self.verdict.daytime * 1_000_000), 1_000_000)

    @cached_property
    def date_problem(self) -> str:
        return date_problem(self.start.instant)

    @property
    def is_short_notice(self) -> bool:
        return self.start.instant < timezone.now() + NOTICE

    @property
    def notice_text(self) -> str:
        return ngettext(
            "It is less than %(days)s day ahead.", "It is less than %(days)s days ahead.", NOTICE.days
        ) % {"days": NOTICE.days}


def day_bar_row(row: ZoneRow, minutes: int, people: str | int = "") -> dict:
    """Return a ZoneRow as _day_bar.html takes it; `people` is shown beside it."""
    return {
        "city": ", ".join(row.cities[:3]),
        "time": f"{display.time_words(row.starts, row.zone)} ({row.offset})",
        "day": display.day_mark(row.shift),
        "band": row.band,
        "band_text": BANDS[row.band](),
        "hour": row.starts.hour + row.starts.minute / 60,
        "hours": minutes / 60,
        "people": people,
    }


def day_bar_rows(colab: CoLab, people: Sequence[ZoneWindow]) -> list[dict]:
    rows = zone_rows(colab.starts_at, colab.minutes, people, home=str(colab.zone))
    return [day_bar_row(row, colab.minutes, row.people or "") for row in rows]
