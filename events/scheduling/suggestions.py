"""The starts that the time finder suggests, with reasons, costs and warnings in words."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones import display
from core.timezones.wall_time import Start
from events.scheduling.cost_by_zone import ZoneCost
from events.scheduling.daytime import percent_of
from events.scheduling.slots import Figures

STAMP = "%Y-%m-%dT%H:%MZ"
MAX_CITIES = 2  # in one sentence
NEARLY_ALL = 0.9  # of North America, and of the people concerned
MIN_POINTS = 0.05  # a lower past cost is not shown
COST_WORDS = {
    1: lambda: _("up to an hour outside the comfortable day"),
    3: lambda: _("up to two hours outside the comfortable day"),
    8: lambda: _("up to three hours outside the comfortable day"),
    20: lambda: _("at night or on a weekend"),
}


def percent(share: float) -> int:
    return percent_of(round(share * 1_000_000), 1_000_000)


def stamp(instant: datetime) -> str:
    """Return an instant as the buttons submit it: "2027-01-14T19:00Z"."""
    return instant.astimezone(UTC).strftime(STAMP)


def level(figures: Figures, people: int) -> str:
    """Return "good" (comfortable for nearly everybody), "fair" (friendly, R-FRIENDLY-START) or "poor"."""
    if not figures.friendly:
        return "poor"
    is_good = figures.comfortable >= NEARLY_ALL and figures.comfortable_people >= NEARLY_ALL * people
    return "good" if is_good else "fair"


@dataclass(frozen=True)
class Suggestion:
    """A start with its figures, costs and warnings; `minute` is its instant in UTC minutes since 1970.

    `people` is the number of people concerned.
    """

    start: Start
    minute: int
    figures: Figures
    people: int
    zone_costs: list[ZoneCost] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_chosen: bool = False

    @property
    def value(self) -> str:
        return stamp(self.start.instant)

    @property
    def reason(self) -> str:
        """ "Comfortable for 93 % of North America and for 17 of the 18 people concerned."."""
        if self.people and self.figures.comfortable_people == self.people:
            return self._reason_for_all
        figures = {"percent": percent(self.figures.comfortable), "number": self.figures.comfortable_people}
        if not self.people:
            return _("Comfortable for %(percent)s %% of North America.") % figures
        if not self.figures.comfortable_people:
            return (
                _("Comfortable for %(percent)s %% of North America, and for none of the people concerned.")
                % figures
            )
        return ngettext(
            "Comfortable for %(percent)s %% of North America and for %(number)s of %(people)s person "
            "concerned.",
            "Comfortable for %(percent)s %% of North America and for %(number)s of the %(people)s people "
            "concerned.",
            self.people,
        ) % {**figures, "people": self.people}

    @property
    def _reason_for_all(self) -> str:
        return ngettext(
            "Comfortable for %(percent)s %% of North America and for the one person concerned.",
            "Comfortable for %(percent)s %% of North America and for all %(people)s people concerned.",
            self.people,
        ) % {"percent": percent(self.figures.comfortable), "people": self.people}

    @property
    def cost_sentence(self) -> str:
        """ "It would start at 8:00 a.m. in Honolulu."; empty if it is comfortable everywhere."""
        clocks = [
            _("%(time)s in %(city)s")
            % {
                "time": display.time_words(self.start.instant, zone_cost.zone),
                "city": display.city(zone_cost.zone),
            }
            for zone_cost in self.zone_costs[:MAX_CITIES]
        ]
        return _("It would start at %(clocks)s.") % {"clocks": ", ".join(clocks)} if clocks else ""


def cost_sentence(zone_cost: ZoneCost, start: Start) -> str:
    values = {
        "city": display.city(zone_cost.zone),
        "number": zone_cost.affected,
        "time": display.time_words(start.instant, zone_cost.zone),
        "how": COST_WORDS[zone_cost.cost](),
    }
    return (
        ngettext(
            "%(city)s, %(number)s person: it starts at %(time)s, %(how)s.",
            "%(city)s, %(number)s people: it starts at %(time)s, %(how)s.",
            zone_cost.affected,
        )
        % values
    )


def past_cost_words(zone_cost: ZoneCost) -> str:
    """Return "St. John’s (8.0 points each)"."""
    points = number_format(round(zone_cost.past_cost, 1), 1)
    return _("%(city)s (%(points)s points each)") % {"city": display.city(zone_cost.zone), "points": points}


def team_clash(name: str, title: str) -> str:
    """Return a sentence on the other co-lab that a member of the team has at a start.

    Without a name it is the reader; without a title it may not be named.
    """
    values = {"name": name, "title": title}
    if name and title:
        return _("%(name)s has “%(title)s” then.") % values
    if name:
        return _("%(name)s has another co-lab then.") % values
    return _("You have “%(title)s” then.") % values if title else _("You have another co-lab then.")


def seat_clashes(number: int) -> str:
    return ngettext(
        "%(number)s of the people concerned has a seat in another co-lab then.",
        "%(number)s of the people concerned have a seat in another co-lab then.",
        number,
    ) % {"number": number}
