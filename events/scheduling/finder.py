"""The time finder: the best starts of four weeks with their reasons, and every useful hour.

What the pages of declaring and moving show (R-FAIR-STARTS and R-HOLIDAYS-WARN). `of` asks the database;
`Finder` works on what it is given.
"""

from datetime import timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language

from core.timezones.local_time import DAY, as_instant, minute_of
from core.timezones.wall_time import Start
from events.scheduling import audience, cost_by_zone, free_busy, suggestions
from events.scheduling.free_busy import Duty, FreeBusy
from events.scheduling.holidays import holidays_at
from events.scheduling.slots import WEEKS, Slots, mondays
from events.scheduling.time_check import NOTICE, line
from events.scheduling.week_view import Week
from events.scheduling.zone_table import per_zone

MAX_SUGGESTIONS = 12
MAX_NAMED = 5  # so many clocks are named of those for whom the chosen start is hard


def of(topic, reader, *, zone, minutes, colab=None, follows=None, team=(), **options):
    """The Finder for a co-lab on a topic, in three queries.

    `team` are the participants who run it and must not be elsewhere; `colab` is the co-lab itself where
    there is one already, `follows` the one it follows. `options` are those of Finder.
    """
    now = options.setdefault("now", timezone.now())
    people = audience.people(topic, colab, follows)
    team = {person.pk: person for person in team if person}
    until = max(now, options.get("near") or now) + NOTICE + timedelta(weeks=WEEKS + 2)
    keys = {person.pk for person in people}
    seats = free_busy.seats_of(keys | set(team), now, until, besides=colab)
    duties = free_busy.duties_of(set(team), reader, now, until, besides=colab)
    duties += [Duty(seat.participant, seat.begins, seat.ends) for seat in seats if seat.participant in team]
    busy = FreeBusy(tuple(duties), tuple(seat for seat in seats if seat.participant in keys))
    return Finder(people, busy, zone=zone, minutes=minutes, team=team, reader=reader, **options)


class Finder:
    """Four weeks of starts on the clock of `zone`, for a co-lab of so many minutes.

    `people` are `audience.Person`s, `busy` what they and the team (participants by key) have elsewhere.
    `start` is the Start that is chosen, if any; `near` the instant around which somebody looks; `week` the
    Monday of the week that is shown, in ISO 8601.
    """

    def __init__(self, people, busy, *, zone, minutes, team, reader, start=None, near=None, week="", now):
        self.people, self.busy, self.team, self.reader = people, busy, team, reader
        self.zone, self.minutes, self.start, self.now = zone, minutes, start, now
        self.earliest = now + NOTICE
        self.near = start.instant if start else near
        self.mondays = mondays(self.earliest, zone, self.near)
        self.monday = self._shown(week)

    def _shown(self, week):
        """The Monday asked for, or else the one of the week around which somebody looks."""
        around = self.near.astimezone(self.zone).date() if self.near else None
        for monday in self.mondays:
            if monday.isoformat() == week:
                return monday
        there = [monday for monday in self.mondays if around and monday <= around]
        return there[-1] if there else self.mondays[0]

    @property
    def weeks(self):
        return [Week(self, monday) for monday in self.mondays]

    @cached_property
    def week(self):
        """The Week that is shown."""
        return Week(self, self.monday)

    @cached_property
    def clocks(self):
        return [person.clock for person in self.people]

    @cached_property
    def past_costs(self):
        """The past cost of each of the people; None for newcomers."""
        return audience.past_costs(self.people, self.busy.seats, self.now)

    @cached_property
    def slots(self):
        nominators = [person.clock for person in self.people if person.nominated]
        return Slots(self.mondays, self.zone, self.minutes, self.clocks, nominators, self.past_costs)

    # --- The best

    @cached_property
    def best(self):
        """At most a dozen Suggestions, one for each day, the fairest first."""
        near = minute_of(self.near) if self.near else None
        found = self.slots.best(MAX_SUGGESTIONS, minute_of(self.earliest), near, self._penalty)
        return [self._suggestion(minute) for minute in found]

    @property
    def is_friendly(self):
        """Whether the best are friendly; where not, no start of the four weeks is."""
        return any(suggestion.figures.friendly for suggestion in self.best)

    @property
    def is_fairest(self):
        """Whether the chosen start is as fair as the best of the four weeks."""
        if not self.start or not self.best or not self.chosen.figures.friendly:
            return False
        return self.slots.score(minute_of(self.start.instant)) <= self.slots.score(self.best[0].minute)

    @property
    def rows(self):
        """The chosen start on each clock of North America, and how many of those there it suits."""
        rows = per_zone(self.start.instant, self.minutes, self.clocks, home=str(self.start.zone))
        return [line(row, self.minutes, f"{row.suited} / {row.people}" if row.people else "") for row in rows]

    @cached_property
    def chosen(self):
        """The chosen start as a Suggestion, or None."""
        return self._suggestion(minute_of(self.start.instant)) if self.start else None

    def _suggestion(self, minute):
        start = Start(as_instant(minute), self.zone)
        return suggestions.Suggestion(
            start=start,
            minute=minute,
            figures=self.slots.figures(minute),
            people=len(self.people),
            zone_costs=cost_by_zone.zones_with_cost(minute, self.minutes, self.clocks, self.past_costs),
            warnings=[*self.clashes(start.instant), *self.holidays(start.instant)],
            is_chosen=bool(self.start and self.start.instant == start.instant),
        )

    def _penalty(self, minute):
        """Among equally fair starts, those without a clash or a holiday come first."""
        return (minute // DAY in self._holiday_dates) + 2 * self.has_clash(as_instant(minute))

    @cached_property
    def _holiday_dates(self):
        """The days (of UTC, since 1970) of the four weeks that are a holiday at their middle."""
        middles = [self.slots.middle_of(day) for monday in self.mondays for day in self.slots.days(monday)]
        return {minute // DAY for minute in middles if minute and self.holidays(as_instant(minute))}

    # --- What the chosen start costs, and what was paid lately

    @property
    def cost_sentences(self):
        """Sentences on those of the people concerned for whom the chosen start is hard, the hardest first."""
        return [suggestions.cost_sentence(each, self.start) for each in self._zone_costs if each.cost][
            :MAX_NAMED
        ]

    @property
    def past_costs_by_city(self):
        """The highest past costs in words, city by city; empty where there are none."""
        highest = sorted(self._zone_costs, key=lambda each: -each.past_cost)
        shown = [each for each in highest if each.past_cost >= suggestions.MIN_POINTS][:MAX_NAMED]
        return [suggestions.past_cost_words(each) for each in shown]

    @cached_property
    def _zone_costs(self):
        instant = self.start.instant if self.start else self.earliest
        return cost_by_zone.zone_costs(minute_of(instant), self.minutes, self.clocks, self.past_costs)

    # --- What stands against a start

    def clashes(self, instant):
        """Sentences about what the team and the people concerned have elsewhere at a start."""
        ends = instant + timedelta(minutes=self.minutes)
        found = dict.fromkeys(self._duty(duty) for duty in self.busy.duties_at(instant, ends))
        if seated := self.busy.seated_at(instant, ends):
            found[suggestions.seated_elsewhere(seated)] = None
        return list(found)

    def _duty(self, duty):
        person = self.team[duty.participant]
        return suggestions.elsewhere("" if person == self.reader else str(person), duty.title)

    def has_clash(self, instant):
        ends = instant + timedelta(minutes=self.minutes)
        return bool(self.busy.duties_at(instant, ends) or self.busy.seated_at(instant, ends))

    def holidays(self, instant):
        """The names of holidays at a start, nation-wide ones and those of where the people are."""
        found = holidays_at(instant, self._places, get_language() or "en")
        return [f"{day.name} ({day.where})" for day in found]

    @cached_property
    def _places(self):
        return {(str(person.zone), person.country, person.region) for person in self.people}
