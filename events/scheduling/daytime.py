"""The verdict on a start: for whom it is daytime, and why it is not friendly (R-DAYTIME, R-FRIENDLY-START).

See also R-TZDATA-PINNED and R-TIME-SHARES. No database. Starts are aware datetimes, lengths are minutes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones.local_time import COMFORTABLE, Crowd, minute_of
from events.scheduling.fairness import NORTH_AMERICA, ZoneWindow


@dataclass(frozen=True)
class Problem:
    """A reason why a start is not friendly.

    `code` is "weekend" (for more than half of North America), "north_america" or "people" (daytime for at
    most half of them). `number` of `total` people have the start in their daytime, or at the weekend.
    """

    code: str
    number: int
    total: int

    @property
    def text(self) -> str:
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
        if not self.number and self.total > 1:
            return _(
                "It suits none of the %(total)s people who suggested the topic; "
                "it should suit more than half."
            ) % {"total": self.total}
        return ngettext(
            "It does not suit the person who suggested the topic.",
            "It suits %(number)s of the %(total)s people who suggested the topic; "
            "it should suit more than half.",
            self.total,
        ) % {"number": self.number, "total": self.total}


@dataclass(frozen=True)
class Verdict:
    """The judgement of a start.

    `daytime` and `comfortable` are parts of North America (0 to 1). The start suits `suited` of `people`
    given people. `problems` is empty if it is friendly (R-FRIENDLY-START).
    """

    daytime: float
    comfortable: float
    people: int
    suited: int
    problems: tuple[Problem, ...]

    @property
    def is_friendly(self) -> bool:
        return not self.problems

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


def verdict(start: datetime, minutes: int, people: Sequence[ZoneWindow] = ()) -> Verdict:
    """Judge a start for North America and for some people; if there are none, for North America alone."""
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


def _problems_of_north_america(minute: int, minutes: int) -> Iterator[Problem]:
    everybody = NORTH_AMERICA.size
    resting = NORTH_AMERICA.number_at_weekend(minute, minutes)
    suited = NORTH_AMERICA.number(minute, minutes)
    if resting * 2 > everybody:
        yield Problem("weekend", resting, everybody)
    elif not suited * 2 > everybody:
        yield Problem("north_america", suited, everybody)


def percent_of(number: int, total: int) -> int:
    """Return a whole percentage: 100 only for all, 0 only for none."""
    if not total or number in (0, total):
        return 100 if total and number == total else 0
    return min(99, max(1, round(100 * number / total)))
