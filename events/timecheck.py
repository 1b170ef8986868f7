"""What a start means for the people of a topic: daytime for whom, what is wrong, what is better (rule 7)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events import daytime, fairness
from events.models import Registration
from events.public_holidays import holidays_at
from events.starts import Start
from participants import zones

NOTICE = settings.COLAB["notice"]
BANDS = {
    "comfortable": lambda: _("comfortable"),
    "daytime": lambda: _("daytime"),
    "early": lambda: _("early"),
    "late": lambda: _("late"),
    "night": lambda: _("night"),
    "weekend": lambda: _("weekend"),
}


@dataclass(frozen=True)
class Nominator:
    """What the time check knows of somebody who nominated: no name."""

    pk: int
    zone: object
    window: tuple
    country: str
    region: str

    @property
    def clock(self):
        return self.zone, self.window


def nominators(topic):
    """Those who nominated a topic, without their names."""
    rows = topic.nominations.filter(participant__is_active=True).values_list(
        *(f"participant__{name}" for name in ("id", "zone", "day_starts", "day_ends", "country", "region"))
    )
    return [Nominator(pk, zone, (begin, end), *place) for pk, zone, begin, end, *place in rows]


@dataclass(frozen=True)
class TimeCheck:
    """A start of so many minutes, judged for North America and for these people."""

    start: Start
    minutes: int
    people: list[Nominator] = field(default_factory=list)

    @property
    def clocks(self):
        return [person.clock for person in self.people]

    @cached_property
    def verdict(self):
        return daytime.verdict(self.start.instant, self.minutes, self.clocks)

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

    @property
    def holidays(self):
        """Sentences about holidays where people are; they warn only (calendars, rule 29)."""
        places = [(str(person.zone), person.country, person.region) for person in self.people]
        found = holidays_at(self.start.instant, places, get_language() or "en")
        return [
            _("%(name)s (%(where)s, %(date)s)")
            % {"name": day.name, "where": day.where, "date": _date(day.day)}
            for day in found
        ]

    @property
    def rows(self):
        """For _day_bar.html: a line for each clock of North America."""
        rows = daytime.per_zone(self.start.instant, self.minutes, self.clocks, home=str(self.start.zone))
        return [line(row, self.minutes, bool(self.people)) for row in rows]

    def better(self, now=None):
        """The nearest better starts, fairest first, each a TimeCheck of its own (calendars, rule 28)."""
        earliest = (now or timezone.now()) + NOTICE
        starts = daytime.better_starts(
            self.start.instant, self.minutes, self.clocks, earliest=earliest, borne=self._borne(earliest)
        )
        return [TimeCheck(Start(start, self.start.zone), self.minutes, self.people) for start in starts]

    def _borne(self, now):
        """What each of the people has carried lately, in their order; None for newcomers."""
        costs = {}
        recent = Registration.objects.seated().filter(
            participant__in=[person.pk for person in self.people],
            colab__state="announced",
            colab__ends_at__lte=timezone.now(),
            colab__starts_at__gt=timezone.now() - fairness.MEMORY,
        )
        clocks = {person.pk: person.clock for person in self.people}
        for pk, starts_at, minutes in recent.values_list("participant", "colab__starts_at", "colab__minutes"):
            zone, window = clocks[pk]
            costs.setdefault(pk, []).append((starts_at, fairness.cost(zone, starts_at, minutes, window)))
        return [
            fairness.borne(costs[person.pk], timezone.now()) if person.pk in costs else None
            for person in self.people
        ]


def good_starts(people, zone, minutes=60):
    """The nearest starts that suit these people best, each a TimeCheck, where none was chosen yet."""
    night = (timezone.now() + NOTICE + timedelta(days=1)).astimezone(UTC).replace(hour=8, minute=0)
    return TimeCheck(Start(night, zone), minutes, people).better()


def line(row, minutes, with_people=False):
    """One ZoneRow as _day_bar.html shows it."""
    return {
        "city": ", ".join(row.cities[:3]),
        "time": f"{zones.time_words(row.starts, row.zone)} ({row.offset})",
        "day": _day_shift(row.shift),
        "band": row.band,
        "band_text": BANDS[row.band](),
        "hour": row.starts.hour + row.starts.minute / 60,
        "hours": minutes / 60,
        "people": f"{row.suited} / {row.people}" if with_people and row.people else "",
    }


def _date(day):
    return zones.date_words(datetime.combine(day, time(12), UTC), UTC, "medium")


def _day_shift(days):
    if not days:
        return ""
    return ngettext("%(days)s day", "%(days)s days", abs(days)) % {"days": f"{days:+d}"}
