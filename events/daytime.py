"""Whether a start is daytime, for whom, and what is wrong with it (rules 7 and 8; calendars, rules 24 to 28).

The face of the arithmetic: pages, forms and commands ask here. Starts are aware datetimes, lengths are
minutes, people are lists of (zone, (from, to) or None) with the window they set. No database.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.clocks import COMFORTABLE, DAYTIME, WEEK, Crowd, lies_in, local_instants, minute_of
from events.clocks import week_minute, window_of, zone_of
from events.fairness import NORTH_AMERICA, better_starts
from events.zone_rows import ZoneRow, per_zone

__all__ = [
    "COMFORTABLE",
    "DAYTIME",
    "Problem",
    "Verdict",
    "ZoneRow",
    "better_starts",
    "local_instants",
    "per_zone",
    "share",
    "suits",
    "verdict",
]


def share(start, minutes, population=None, window=DAYTIME):
    """The part (0 to 1) of a population, given as people by zone, for whom all of it lies in the window.

    `window` is a pair of minutes of the day, Monday to Friday. Without a population: North America.
    """
    crowd = NORTH_AMERICA if population is None else Crowd.of_population(population)
    return crowd.share(minute_of(start), minutes, window)


def suits(zone, start, minutes, window=None):
    """Whether all of it lies in this person's day, Monday to Friday: the window they set, or else daytime."""
    here = week_minute(zone_of(zone), minute_of(start), minutes)
    return lies_in(*here, *(window_of(window) or DAYTIME))
