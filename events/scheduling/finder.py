"""The time finder: the best starts of four weeks with reasons, and every useful start (R-FAIR-STARTS).

`of` reads the database for a `Finder`, which makes no queries. See also R-HOLIDAYS-WARN.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from core.timezones.local_time import DAY, as_instant, minute_of
from core.timezones.wall_time import Start
from events.models import CoLab
from events.scheduling import audience, cost_by_zone, free_busy, suggestions
from events.scheduling.audience import Person
from events.scheduling.cost_by_zone import ZoneCost
from events.scheduling.fairness import ZoneWindow
from events.scheduling.free_busy import Duty, FreeBusy
from events.scheduling.holidays import holidays_at
from events.scheduling.slots import WEEKS, Slots, mondays
from events.scheduling.suggestions import Suggestion
from events.scheduling.time_check import NOTICE, day_bar_row, is_near
from events.scheduling.week_view import Week
from events.scheduling.zone_table import zone_rows
from forums.models import Topic
from participants.models import Participant

MAX_SUGGESTIONS = 12
MAX_NAMED = 5  # zones in a list of costs


def parse_start(text: str) -> datetime:
    """Return the instant that a button of the finder submits (`Suggestion.value`). Raise ValueError."""
    instant = datetime.strptime(text, suggestions.STAMP).replace(tzinfo=UTC)
    if not is_near(instant):
        raise ValueError("too far from today")
    return instant


def of(
    topic: Topic,
    reader: Participant,
    *,
    zone: ZoneInfo,
    minutes: int,
    colab: CoLab | None = None,
    follows: CoLab | None = None,
    team: Iterable[Participant | None] = (),
    **options,
) -> "Finder":
    """Return the Finder for a co-lab on a topic, in three queries.

    `team` are the participants with a role in it (None for a role without one), `colab` is the co-lab if it
    exists, `follows` the one it follows. For `options` see Finder.
    """
    now = options.setdefault("now", timezone.now())
    if (near := options.get("near")) and not is_near(near):
        options["near"] = None
    people = audience.people(topic, colab, follows)
    by_key = {person.pk: person for person in team if person}
    until = max(now, options.get("near") or now) + NOTICE + timedelta(weeks=WEEKS + 2)
    keys = {person.pk for person in people}
    seats = free_busy.seats_of(keys | set(by_key), now, until, besides=colab)
    duties = free_busy.duties_of(set(by_key), reader, now, until, besides=colab)
    duties += [Duty(seat.participant, seat.begins, seat.ends) for seat in seats if seat.participant in by_key]
    busy = FreeBusy(tuple(duties), tuple(seat for seat in seats if seat.participant in keys))
    return Finder(people, busy, zone=zone, minutes=minutes, team=by_key, reader=reader, **options)


class Finder:
    """Four weeks of starts in a zone, for a co-lab of so many minutes.

    `people` are those concerned; `team` the participants with a role, by primary key; `busy` the other
    co-labs of both. `start` is the chosen one; `near` an instant around which to look; `week` the Monday of
    the week to show (ISO 8601).
    """

    def __init__(
        self,
        people: list[Person],
        busy: FreeBusy,
        *,
        zone: ZoneInfo,
        minutes: int,
        team: dict[int, Participant],
        reader: Participant,
        start: Start | None = None,
        near: datetime | None = None,
        week: str = "",
        now: datetime,
    ) -> None:
        self.people, self.busy, self.team, self.reader = people, busy, team, reader
        self.zone, self.minutes, self.start, self.now = zone, minutes, start, now
        self.earliest = now + NOTICE
        self.near = start.instant if start else near
        self.mondays = mondays(self.earliest, zone, self.near)
        self.monday = self._selected_monday(week)

    def _selected_monday(self, week: str) -> date:
        around = self.near.astimezone(self.zone).date() if self.near else None
        for monday in self.mondays:
            if monday.isoformat() == week:
                return monday
        before = [monday for monday in self.mondays if around and monday <= around]
        return before[-1] if before else self.mondays[0]

    @property
    def weeks(self) -> list[Week]:
        return [Week(self, monday) for monday in self.mondays]

    @cached_property
    def week(self) -> Week:
        return Week(self, self.monday)

    @cached_property
    def zone_windows(self) -> list[ZoneWindow]:
        return [person.zone_window for person in self.people]

    @cached_property
    def past_costs(self) -> list[float | None]:
        return audience.past_costs(self.people, self.busy.seats, self.now)

    @cached_property
    def slots(self) -> Slots:
        nominators = [person.zone_window for person in self.people if person.nominated]
        return Slots(self.mondays, self.zone, self.minutes, self.zone_windows, nominators, self.past_costs)

    # --- The best

    @cached_property
    def best(self) -> list[Suggestion]:
        """At most a dozen, one for each day, the fairest first."""
        near = minute_of(self.near) if self.near else None
        found = self.slots.best(MAX_SUGGESTIONS, minute_of(self.earliest), near, self._penalty)
        return [self._suggestion(minute) for minute in found]

    @property
    def is_friendly(self) -> bool:
        """Whether any start of the four weeks is friendly."""
        return any(suggestion.figures.friendly for suggestion in self.best)

    @property
    def is_fairest(self) -> bool:
        """Whether the chosen start is as fair as the best of the four weeks."""
        if not self.start or not self.best or not self.chosen or not self.chosen.figures.friendly:
            return False
        return self.slots.score(minute_of(self.start.instant)) <= self.slots.score(self.best[0].minute)

    @property
    def rows(self) -> list[dict]:
        if self.start is None:
            return []
        rows = zone_rows(self.start.instant, self.minutes, self.zone_windows, home=str(self.start.zone))
        return [
            day_bar_row(row, self.minutes, f"{row.suited} / {row.people}" if row.people else "")
            for row in rows
        ]

    @cached_property
    def chosen(self) -> Suggestion | None:
        return self._suggestion(minute_of(self.start.instant)) if self.start else None

    def _suggestion(self, minute: int) -> Suggestion:
        start = Start(as_instant(minute), self.zone)
        return Suggestion(
            start=start,
            minute=minute,
            figures=self.slots.figures(minute),
            people=len(self.people),
            zone_costs=cost_by_zone.zones_with_cost(minute, self.minutes, self.zone_windows, self.past_costs),
            warnings=[*self.clashes(start.instant), *self.holidays(start.instant)],
            is_chosen=bool(self.start and self.start.instant == start.instant),
        )

    def _penalty(self, minute: int) -> int:
        return (minute // DAY in self._holiday_dates) + 2 * self.has_clash(as_instant(minute))

    @cached_property
    def _holiday_dates(self) -> set[int]:
        """The days with a holiday, in UTC days since 1970; judged by the start in the middle of each day."""
        middles = [self.slots.middle_of(day) for monday in self.mondays for day in self.slots.days(monday)]
        return {minute // DAY for minute in middles if minute and self.holidays(as_instant(minute))}

    # --- Costs

    @property
    def cost_sentences(self) -> list[str]:
        if self.start is None:
            return []
        return [suggestions.cost_sentence(each, self.start) for each in self._zone_costs if each.cost][
            :MAX_NAMED
        ]

    @property
    def past_costs_by_city(self) -> list[str]:
        highest = sorted(self._zone_costs, key=lambda each: -each.past_cost)
        shown = [each for each in highest if each.past_cost >= suggestions.MIN_POINTS][:MAX_NAMED]
        return [suggestions.past_cost_words(each) for each in shown]

    @cached_property
    def _zone_costs(self) -> list[ZoneCost]:
        instant = self.start.instant if self.start else self.earliest
        return cost_by_zone.zone_costs(minute_of(instant), self.minutes, self.zone_windows, self.past_costs)

    # --- Warnings

    def clashes(self, instant: datetime) -> list[str]:
        ends = instant + timedelta(minutes=self.minutes)
        found = dict.fromkeys(self._clash(duty) for duty in self.busy.duties_at(instant, ends))
        if seated := self.busy.seated_at(instant, ends):
            found[suggestions.seat_clashes(seated)] = None
        return list(found)

    def _clash(self, duty: Duty) -> str:
        person = self.team[duty.participant]
        return suggestions.team_clash("" if person == self.reader else str(person), duty.title)

    def has_clash(self, instant: datetime) -> bool:
        ends = instant + timedelta(minutes=self.minutes)
        return bool(self.busy.duties_at(instant, ends) or self.busy.seated_at(instant, ends))

    def holidays(self, instant: datetime) -> list[str]:
        """Return the nation-wide holidays at a start, and those of the regions of the people concerned."""
        found = holidays_at(instant, self._places, get_language() or "en")
        return [f"{day.name} ({day.where})" for day in found]

    @cached_property
    def _places(self) -> set[tuple[str, str, str]]:
        return {(str(person.zone), person.country, person.region) for person in self.people}
