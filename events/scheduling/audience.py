"""The people concerned by the start of a co-lab, and their past costs. No names are read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from events.models import CoLab, Registration
from events.scheduling import fairness
from events.scheduling.fairness import Window, ZoneWindow
from events.scheduling.free_busy import Seat
from forums.models import Nomination, Topic, Watch
from participants.models import Participant


@dataclass(frozen=True)
class Person:
    """A person without a name. `nominated`: whether they count for R-FRIENDLY-START."""

    pk: int
    zone: ZoneInfo
    window: Window
    country: str
    region: str
    nominated: bool = True

    @property
    def zone_window(self) -> ZoneWindow:
        return self.zone, self.window


def people(topic: Topic, colab: CoLab | None = None, follows: CoLab | None = None) -> list[Person]:
    """Return the people concerned, in one query.

    They nominated or watch the topic, have a seat or a place in the queue of `colab`, or were left in a queue
    of the lineage of `follows`.
    """
    groups = [Watch.objects.filter(topic=topic).values("participant")]
    if colab:
        groups.append(Registration.objects.present().filter(colab=colab).values("participant"))
    if follows:
        lineage = CoLab.objects.of_lineage(follows)
        waited = Registration.objects.filter(status=Registration.Status.WAITING, colab__in=lineage)
        groups.append(waited.values("participant"))
    nominated = Nomination.objects.filter(topic=topic)
    concerned = nominated.values("participant").union(*groups)
    rows = (
        Participant.objects.active()
        .filter(pk__in=concerned)
        .annotate(nominated=Exists(nominated.filter(participant=OuterRef("pk"))))
        .order_by("pk")
        .values_list("pk", "zone", "day_starts", "day_ends", "country", "region", "nominated")
    )
    return [Person(pk, zone, (begin, end), *rest) for pk, zone, begin, end, *rest in rows]


def past_costs(people: Sequence[Person], seats: Iterable[Seat], now: datetime) -> list[float | None]:
    by_key = {person.pk: person for person in people}
    costs = defaultdict(list)
    for seat in seats:
        if seat.ends <= now and seat.participant in by_key:
            person = by_key[seat.participant]
            cost = fairness.cost(person.zone, seat.begins, seat.minutes, person.window)
            costs[person.pk].append((seat.begins, cost))
    return [fairness.past_cost(costs[person.pk], now) if person.pk in costs else None for person in people]
