"""Whether a start is daytime, for whom, and what is wrong with it.

See R-DAYTIME, R-FRIENDLY-START, R-TZDATA-PINNED, R-TIME-GAPS, R-TIME-SHARES and R-FAIR-STARTS.

The face of the arithmetic: pages, forms and commands ask here. Starts are aware datetimes, lengths are
minutes, people are lists of (zone, (from, to) or None) with the window they set. No database.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones.local_time import COMFORTABLE, DAYTIME, Crowd, local_instants, minute_of
from events.scheduling.fairness import NORTH_AMERICA
from events.scheduling.zone_table import ZoneRow, per_zone

__all__ = [
    "COMFORTABLE",
    "DAYTIME",
    "Problem",
    "Verdict",
    "ZoneRow",
    "local_instants",
    "per_zone",
    "share",
    "verdict",
]


def share(start, minutes, population=None, window=DAYTIME):
    """The part (0 to 1) of a population, given as people by zone, for whom all of it lies in the window.

    `window` is (from, to) in local time, Monday to Friday. Without a population: North America.
    """
    crowd = NORTH_AMERICA if population is None else Crowd.of_population(population)
    return crowd.share(minute_of(start), minutes, window)


@dataclass(frozen=True)
class Problem:
    """One reason why a start is not friendly.

    `code` is "weekend" (for more than half of North America), "north_america" or "people" (daytime for
    half of them at most). `number` of `total` people are those it suits, or whose weekend it is.
    """

    code: str
    number: int
    total: int

    @property
    def text(self):
        """A sentence in the language in use."""
        percent = percent_of(self.number, self.total)
        if self.code == "weekend":
            return _("It is the weekend for %(percent)s%% of the people of North America.") % {
                "percent": percent
            }
        if self.code == "north_america":
            return _(
                "It is daytime (8:00 to 18:00, Monday to Friday) for %(percent)s%% of the people of "
                "North America; it should be for more than half."
            ) % {"percent": percent}
        return ngettext(
            "It does not suit the person who suggested the topic.",
            "It suits %(number)s of the %(total)s people who suggested the topic; "
            "it should suit more than half.",
            self.total,
        ) % {"number": self.number, "total": self.total}


@dataclass(frozen=True)
class Verdict:
    """What there is to say of a start.

    `daytime` and `comfortable` are parts of North America (0 to 1); `suited` of `people` are the people
    asked about whom it suits; `problems` is empty when it is North-America-friendly (R-FRIENDLY-START).
    """

    daytime: float
    comfortable: float
    people: int
    suited: int
    problems: tuple[Problem, ...]

    @property
    def is_friendly(self):
        return not self.problems

    @property
    def codes(self):
        """The codes of the problems, for forms and tests."""
        return [problem.code for problem in self.problems]


def verdict(start, minutes, people=()):
    """Judge a start for North America and for the people concerned; with nobody, North America decides."""
    minute = minute_of(start)
    crowd = Crowd.of_people(people)
    suited = crowd.number(minute, minutes)
    problems = [*_problems_of_north_america(minute, minutes)]
    if crowd.size and not suited * 2 > crowd.size:
        problems.append(Problem("people", suited, crowd.size))
    return Verdict(
        daytime=NORTH_AMERICA.share(minute, minutes),
        comfortable=NORTH_AMERICA.share(minute, minutes, COMFORTABLE),
        people=crowd.size,
        suited=suited,
        problems=tuple(problems),
    )


def _problems_of_north_america(minute, minutes):
    everybody = NORTH_AMERICA.size
    resting = NORTH_AMERICA.number_at_weekend(minute, minutes)
    suited = NORTH_AMERICA.number(minute, minutes)
    if resting * 2 > everybody:
        yield Problem("weekend", resting, everybody)
    elif not suited * 2 > everybody:
        yield Problem("north_america", suited, everybody)


def percent_of(number, total):
    """A whole percentage that never says 100 or 0 unless it is all or nobody."""
    if not total or number in (0, total):
        return 100 if total and number == total else 0
    return min(99, max(1, round(100 * number / total)))
