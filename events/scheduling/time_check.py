"""What a start means for those who nominated a topic: daytime for whom, what is wrong with it.

See R-FRIENDLY-START.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones import display
from core.timezones.wall_time import Start
from events.scheduling import daytime
from events.scheduling.audience import Person

NOTICE = settings.COLAB["notice"]
BANDS = {
    "comfortable": lambda: _("comfortable"),
    "daytime": lambda: _("daytime"),
    "early": lambda: _("early"),
    "late": lambda: _("late"),
    "night": lambda: _("night"),
    "weekend": lambda: _("weekend"),
}


def nominators(topic):
    """Those who nominated a topic, without their names."""
    rows = topic.nominations.filter(participant__is_active=True).values_list(
        *(f"participant__{name}" for name in ("id", "zone", "day_starts", "day_ends", "country", "region"))
    )
    return [Person(pk, zone, (begin, end), *place) for pk, zone, begin, end, *place in rows]


@dataclass(frozen=True)
class TimeCheck:
    """A start of so many minutes, judged for North America and for these people."""

    start: Start
    minutes: int
    people: list[Person] = field(default_factory=list)

    @cached_property
    def verdict(self):
        clocks = [person.clock for person in self.people]
        return daytime.verdict(self.start.instant, self.minutes, clocks)

    @property
    def percent(self):
        """Of North America, for whom it is daytime; whole percent."""
        return daytime.percent_of(round(self.verdict.daytime * 1_000_000), 1_000_000)

    @property
    def is_past(self):
        return self.start.instant <= timezone.now()

    @property
    def is_short_notice(self):
        return self.start.instant < timezone.now() + NOTICE

    @property
    def notice_text(self):
        return ngettext(
            "It is less than %(days)s day ahead.", "It is less than %(days)s days ahead.", NOTICE.days
        ) % {"days": NOTICE.days}


def line(row, minutes, people=""):
    """One ZoneRow as _day_bar.html shows it; `people` says how many are there, in words or figures."""
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


def lines(colab, people):
    """The hour of a co-lab on each clock of North America, each a `line`.

    It says how many of `people`, a list of (zone, window), live by that clock.
    """
    rows = daytime.per_zone(colab.starts_at, colab.minutes, people, home=str(colab.zone))
    return [line(row, colab.minutes, row.people or "") for row in rows]
