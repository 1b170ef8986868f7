"""The starts of four weeks: the useful half hours of Monday to Friday, weighed for a group.

Pure (R-FAIR-STARTS): people are a list of (zone, (from, to) or None), `past_costs` is a list beside it
(see `fairness`). Days and times are those on the clock of one zone, the one in which somebody chooses.
Inside, an instant is a whole number of UTC minutes since 1970, as in `local_time`.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from core.timezones.local_time import COMFORTABLE, DAY, Crowd, local_instants, minute_of
from events.scheduling.fairness import NORTH_AMERICA, Group, is_friendly

WEEKS = 4
WEEKDAYS = 5
TIMES = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
USEFUL = 0.25  # a time of day is shown where it is daytime for more of North America, or of the people


def mondays(earliest, zone, near=None):
    """The Mondays (dates) of the four weeks from which one chooses, on the clock of `zone`.

    They begin with the week of `earliest`, on a weekend the next; where the instant `near` lies after them,
    with the week before its own.
    """
    first = _monday(earliest.astimezone(zone).date())
    if near is not None:
        its_week = _monday(near.astimezone(zone).date())
        if its_week >= first + timedelta(weeks=WEEKS):
            first = its_week - timedelta(weeks=1)
    return [first + timedelta(weeks=number) for number in range(WEEKS)]


def _monday(day):
    ahead = 7 if day.weekday() >= WEEKDAYS else 0
    return day + timedelta(days=ahead - day.weekday())


@dataclass(frozen=True)
class Figures:
    """For whom a start is daytime, and for whom it is comfortable.

    `daytime` and `comfortable` are parts of North America (0 to 1), `suited` and `at_ease` numbers of the
    people concerned; `friendly` is R-FRIENDLY-START.
    """

    daytime: float
    comfortable: float
    suited: int
    at_ease: int
    friendly: bool


class Slots:
    """The starts from which one chooses, on the clock of `zone` (a ZoneInfo).

    `minutes` is the length of the co-lab; `people` are all those concerned, whose costs are compared;
    `nominators` those among them whom R-FRIENDLY-START asks.
    """

    def __init__(self, mondays, zone, minutes, people=(), nominators=(), past_costs=None):
        self.mondays, self.zone, self.minutes = mondays, zone, minutes
        self.people, self.nominators = Crowd.of_people(people), Crowd.of_people(nominators)
        self.group = Group(list(people), past_costs)

    def days(self, monday):
        """The weekdays of a week, as dates."""
        return [monday + timedelta(days=number) for number in range(WEEKDAYS)]

    def minute_at(self, day, at):
        """The instant at which the clock shows this; the first where it comes twice, None where never."""
        instants = local_instants(datetime.combine(day, at), self.zone)
        return minute_of(instants[0]) if instants else None

    def middle_of(self, day):
        """The start in the middle of a day's useful times, None where there is none."""
        return self.minute_at(day, self.times[len(self.times) // 2]) if self.times else None

    @cached_property
    def times(self):
        """The times of day that are useful on any of the days, in their order."""
        return sorted({at for (_, at), minute in self._starts.items() if self._is_useful(minute)})

    @cached_property
    def _starts(self):
        days = [day for monday in self.mondays for day in self.days(monday)]
        starts = {(day, at): self.minute_at(day, at) for day in days for at in TIMES}
        return {place: minute for place, minute in starts.items() if minute is not None}

    def _is_useful(self, minute):
        if NORTH_AMERICA.share(minute, self.minutes) > USEFUL:
            return True
        return self.people.share(minute, self.minutes) > USEFUL

    def figures(self, minute):
        """The Figures of a start."""
        return Figures(
            daytime=NORTH_AMERICA.share(minute, self.minutes),
            comfortable=NORTH_AMERICA.share(minute, self.minutes, COMFORTABLE),
            suited=self.people.number(minute, self.minutes),
            at_ease=self.people.number(minute, self.minutes, COMFORTABLE),
            friendly=self.is_friendly(minute),
        )

    def is_friendly(self, minute):
        return is_friendly(minute, self.minutes, self.nominators)

    def score(self, minute):
        """How hard a start is for the group, a `fairness.Score`; the smaller the fairer."""
        return self.group.score_at(minute, self.minutes)

    def best(self, count, earliest=None, near=None, penalty=lambda minute: 0):
        """The fairest start of each day: at most `count` minutes, the fairest first.

        All of them friendly; where no start of the four weeks is, the fairest of all. None lies before the
        minute `earliest`. Among equally fair ones come first those with the smaller `penalty(minute)`, then
        the nearest to the minute `near`, without it the soonest.
        """
        starts = [minute for minute in self._useful if earliest is None or minute >= earliest]
        starts = [minute for minute in starts if self.is_friendly(minute)] or starts
        best = {}
        for minute in starts:
            key = (self.score(minute), penalty(minute), _distance(minute, near), minute)
            day = self._useful[minute]
            best[day] = min(key, best.get(day, key))
        return [key[-1] for key in sorted(best.values())[:count]]

    @cached_property
    def _useful(self):
        """Days by minute, of the starts at a useful time."""
        times = set(self.times)
        return {minute: day for (day, at), minute in self._starts.items() if at in times}


def _distance(minute, near):
    """How far a start is from another: in days first, then in the time of day."""
    if near is None:
        return ()
    days, rest = divmod(minute - near + DAY // 2, DAY)
    return abs(days), abs(rest - DAY // 2)
