"""A week of the time finder as a table: a column for each weekday, a row for each useful half hour."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from babel.dates import format_interval, format_skeleton
from django.utils.translation import gettext as _

from core.timezones import display
from core.timezones.local_time import as_instant
from events.scheduling import suggestions

MARKS = {"good": "●", "fair": "◐", "poor": "○"}


@dataclass(frozen=True)
class Day:
    """The heading of a column ("Mon", "Jan 11"), the date in full, and its holidays."""

    weekday: str
    short: str
    full: str
    holidays: list[str]


@dataclass(frozen=True)
class Cell:
    """A start: the value it submits, percentages of North America, numbers of the people concerned."""

    value: str
    name: str
    level: str
    daytime: int
    comfortable: int
    suited: int
    comfortable_people: int
    warnings: list[str]
    is_chosen: bool

    @property
    def mark(self) -> str:
        return MARKS[self.level]


class Week:
    def __init__(self, finder, monday: date) -> None:
        self.finder, self.monday = finder, monday

    @property
    def value(self) -> str:
        """ "2027-01-11"."""
        return self.monday.isoformat()

    @property
    def title(self) -> str:
        """ "Jan 11–15", in the active language."""
        friday = self.monday + timedelta(days=4)
        return display.as_spoken(format_interval(self.monday, friday, "MMMd", locale=display.locale()))

    @property
    def is_shown(self) -> bool:
        return self.monday == self.finder.monday

    @cached_property
    def days(self) -> list[Day]:
        return [self._day(day) for day in self.finder.slots.days(self.monday)]

    def _day(self, day: date) -> Day:
        noon = datetime.combine(day, time(12), UTC)
        short = {name: format_skeleton(name, day, locale=display.locale()) for name in ("E", "MMMd")}
        return Day(
            short["E"], display.as_spoken(short["MMMd"]), display.date_words(noon, "UTC"), self._holidays(day)
        )

    def _holidays(self, day: date) -> list[str]:
        # At the middle of the day: then the date is the same for most people.
        middle = self.finder.slots.middle_of(day)
        return self.finder.holidays(as_instant(middle)) if middle is not None else []

    @cached_property
    def rows(self) -> list[tuple[str, list[Cell | None]]]:
        """(time of day in words, cells); None for a start that is past, or skipped by a clock change."""
        slots = self.finder.slots
        dates = list(zip(slots.days(self.monday), self.days, strict=True))
        rows = []
        for at in slots.times:
            words = display.time_words(datetime.combine(self.monday, at, UTC), "UTC")
            rows.append((words, [self._cell(slots.minute_at(date, at), day, words) for date, day in dates]))
        return rows

    def _cell(self, minute: int | None, day: Day, words: str) -> Cell | None:
        finder = self.finder
        if minute is None or as_instant(minute) <= finder.now:
            return None
        instant, figures = as_instant(minute), finder.slots.figures(minute)
        return Cell(
            value=suggestions.stamp(instant),
            name=f"{day.full}, {words}",
            level=suggestions.level(figures, len(finder.people)),
            daytime=suggestions.percent(figures.daytime),
            comfortable=suggestions.percent(figures.comfortable),
            suited=figures.suited,
            comfortable_people=figures.comfortable_people,
            warnings=self._warnings(instant),
            is_chosen=bool(finder.start and finder.start.instant == instant),
        )

    def _warnings(self, instant: datetime) -> list[str]:
        warnings = [_("somebody is in another co-lab then")] if self.finder.has_clash(instant) else []
        return warnings + ([_("short notice")] if instant < self.finder.earliest else [])
