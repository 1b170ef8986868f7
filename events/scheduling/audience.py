"""Whom the hour of a co-lab concerns, and what past co-labs have cost them. Nobody's name is read."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from events.models import CoLab, Registration
from events.scheduling import fairness
from forums.models import Nomination, Watch
from participants.models import Participant


@dataclass(frozen=True)
class Person:
    """What the time finder knows of somebody: no name. `nominated` whether R-FRIENDLY-START asks them."""

    pk: int
    zone: object
    window: tuple
    country: str
    region: str
    nominated: bool = True

    @property
    def clock(self):
        return self.zone, self.window


def people(topic, colab=None, follows=None):
    """Those who nominated or watch a topic, have a seat or a place in the queue of `colab`, or waited in vain
    in the lineage of `follows`; each once, in no order that says anything."""
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


def past_costs(people, seats, now):
    """The past cost of each of the people, in their order; None for newcomers."""
    clocks = {person.pk: person.clock for person in people}
    costs = defaultdict(list)
    for seat in seats:
        if seat.ends <= now and seat.participant in clocks:
            zone, window = clocks[seat.participant]
            costs[seat.participant].append(
                (seat.begins, fairness.cost(zone, seat.begins, seat.minutes, window))
            )
    return [fairness.past_cost(costs[person.pk], now) if person.pk in costs else None for person in people]
