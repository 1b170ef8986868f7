"""One week of the time finder as a table: a column for each weekday, a line for each useful half hour."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

from babel.dates import format_interval, format_skeleton
from django.utils.translation import gettext as _

from core.timezones import display
from core.timezones.local_time import as_instant
from events.scheduling import suggestions

MARKS = {"good": "●", "fair": "◐", "poor": "○"}


@dataclass(frozen=True)
class Day:
    """A weekday: a heading in two short words, its name in full, and the holidays it is somewhere."""

    weekday: str
    short: str
    full: str
    holidays: list[str]


@dataclass(frozen=True)
class Cell:
    """One start: `value` is sent when it is chosen; percentages of North America, numbers of people."""

    value: str
    name: str
    level: str
    daytime: int
    comfortable: int
    suited: int
    at_ease: int
    warnings: list[str]
    is_chosen: bool

    @property
    def mark(self):
        return MARKS[self.level]


class Week:
    """A week (its Monday) of a Finder."""

    def __init__(self, finder, monday):
        self.finder, self.monday = finder, monday

    @property
    def value(self):
        """ "2027-01-11", as a button sends it."""
        return self.monday.isoformat()

    @property
    def title(self):
        """ "Jan 11–15", as the language in use says it."""
        friday = self.monday + timedelta(days=4)
        return display.as_spoken(format_interval(self.monday, friday, "MMMd", locale=display.locale()))

    @property
    def is_shown(self):
        return self.monday == self.finder.monday

    @cached_property
    def days(self):
        return [self._day(day) for day in self.finder.slots.days(self.monday)]

    def _day(self, day):
        noon = datetime.combine(day, time(12), UTC)
        short = {name: format_skeleton(name, day, locale=display.locale()) for name in ("E", "MMMd")}
        return Day(
            short["E"], display.as_spoken(short["MMMd"]), display.date_words(noon, "UTC"), self._holidays(day)
        )

    def _holidays(self, day):
        """By the date that most of the day's starts have where people are."""
        middle = self.finder.slots.middle_of(day)
        return self.finder.holidays(as_instant(middle)) if middle is not None else []

    @cached_property
    def rows(self):
        """(time of day in words, its cells); None for a cell that is past, or that clocks skip."""
        slots = self.finder.slots
        dates = list(zip(slots.days(self.monday), self.days, strict=True))
        rows = []
        for at in slots.times:
            words = display.time_words(datetime.combine(self.monday, at, UTC), "UTC")
            rows.append((words, [self._cell(slots.minute_at(date, at), day, words) for date, day in dates]))
        return rows

    def _cell(self, minute, day, words):
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
            at_ease=figures.at_ease,
            warnings=self._warnings(instant),
            is_chosen=bool(finder.start and finder.start.instant == instant),
        )

    def _warnings(self, instant):
        warnings = [_("somebody is in another co-lab then")] if self.finder.has_clash(instant) else []
        return warnings + ([_("short notice")] if instant < self.finder.earliest else [])
