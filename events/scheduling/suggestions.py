"""What the time finder says of a start, in words: reasons, whom it is hard for, what stands against it."""

from dataclasses import dataclass, field
from datetime import UTC

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.timezones import display
from core.timezones.wall_time import Start
from events.scheduling.cost_by_zone import ZoneCost
from events.scheduling.daytime import percent_of
from events.scheduling.slots import Figures

STAMP = "%Y-%m-%dT%H:%MZ"
MAX_CITIES = 2  # so many cities are named with each start
NEARLY_ALL = 0.9  # of North America and of the people: comfortable for nearly everybody
MIN_POINTS = 0.05  # points; less is not spoken of
COST_WORDS = {
    1: lambda: _("up to an hour outside the comfortable day"),
    3: lambda: _("up to two hours outside the comfortable day"),
    8: lambda: _("up to three hours outside the comfortable day"),
    20: lambda: _("at night or on a weekend"),
}


def percent(share):
    """A part (0 to 1) as a whole percentage: 100 and 0 only where it is all or nobody."""
    return percent_of(round(share * 1_000_000), 1_000_000)


def stamp(instant):
    """An instant as a button sends it: "2027-01-14T19:00Z"."""
    return instant.astimezone(UTC).strftime(STAMP)


def level(figures, people):
    """One word for a start: good (comfortable for nearly everybody), fair (R-FRIENDLY-START) or poor."""
    if not figures.friendly:
        return "poor"
    all_at_ease = figures.comfortable >= NEARLY_ALL and figures.at_ease >= NEARLY_ALL * people
    return "good" if all_at_ease else "fair"


@dataclass(frozen=True)
class Suggestion:
    """A start with what speaks for and against it; `people` is how many are concerned."""

    start: Start
    minute: int
    figures: Figures
    people: int
    zone_costs: list[ZoneCost] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_chosen: bool = False

    @property
    def value(self):
        return stamp(self.start.instant)

    @property
    def reason(self):
        """ "Comfortable for 93 % of North America and for 17 of the 18 people concerned."."""
        if self.people and self.figures.at_ease == self.people:
            return self._everybody
        figures = {"percent": percent(self.figures.comfortable), "number": self.figures.at_ease}
        if not self.people:
            return _("Comfortable for %(percent)s %% of North America.") % figures
        return ngettext(
            "Comfortable for %(percent)s %% of North America and for %(number)s of %(people)s person "
            "concerned.",
            "Comfortable for %(percent)s %% of North America and for %(number)s of the %(people)s people "
            "concerned.",
            self.people,
        ) % {**figures, "people": self.people}

    @property
    def _everybody(self):
        return ngettext(
            "Comfortable for %(percent)s %% of North America and for the one person concerned.",
            "Comfortable for %(percent)s %% of North America and for all %(people)s people concerned.",
            self.people,
        ) % {"percent": percent(self.figures.comfortable), "people": self.people}

    @property
    def cost_sentence(self):
        """ "It would start at 8:00 a.m. in Honolulu."; empty where it is comfortable everywhere."""
        clocks = [
            _("%(time)s in %(city)s")
            % {
                "time": display.time_words(self.start.instant, zone_cost.zone),
                "city": display.city(zone_cost.zone),
            }
            for zone_cost in self.zone_costs[:MAX_CITIES]
        ]
        return _("It would start at %(clocks)s.") % {"clocks": ", ".join(clocks)} if clocks else ""


def cost_sentence(zone_cost, start):
    """A sentence on one ZoneCost of the chosen Start."""
    said = {
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
        % said
    )


def past_cost_words(zone_cost):
    """ "St. John’s (8.0 points each)"."""
    points = number_format(round(zone_cost.past_cost, 1), 1)
    return _("%(city)s (%(points)s points each)") % {"city": display.city(zone_cost.zone), "points": points}


def elsewhere(name, title):
    """Somebody of the team has another co-lab then; without a name it is the reader."""
    said = {"name": name, "title": title}
    if name and title:
        return _("%(name)s has “%(title)s” then.") % said
    if name:
        return _("%(name)s has another co-lab then.") % said
    return _("You have “%(title)s” then.") % said if title else _("You have another co-lab then.")


def seated_elsewhere(number):
    return ngettext(
        "%(number)s of the people concerned has a seat in another co-lab then.",
        "%(number)s of the people concerned have a seat in another co-lab then.",
        number,
    ) % {"number": number}
