"""The demand for a topic: nominations that no co-lab has answered yet."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from forums.models import Intention, Nomination

REASONS = 3  # shown on a card


@dataclass(frozen=True)
class Supporter:
    """An unanswered nomination."""

    intention: str
    reason: str
    person: int  # primary key
    name: str
    organization: str
    zone: str
    district: str
    post: int | None  # number of the nominated post

    @property
    def intention_text(self):
        return Intention(self.intention).label

    @property
    def would_do(self):
        return Intention(self.intention).of_another


def with_demand(topics):
    """Annotate topics with the `supporters` that a `Demand` is made of, without another query."""
    of_person = {name: f"participant__{name}" for name in ("name", "organization", "zone", "district")}
    fields = JSONObject(
        intention="intention", reason="reason", person="participant", post="post__number", **of_person
    )
    unanswered = Nomination.objects.unanswered().filter(topic=OuterRef("pk")).order_by("-created_at", "-pk")
    return topics.annotate(supporters=ArraySubquery(unanswered.values(data=fields)))


class Demand:
    """Who wants a topic as a co-lab, the latest first. The topic comes from a query `with_demand`."""

    def __init__(self, topic):
        self.supporters = [Supporter(**supporter) for supporter in topic.supporters]
        self.intentions = Counter(supporter.intention for supporter in self.supporters)

    @property
    def people(self):
        return len(self.supporters)

    @property
    def share(self):
        return self.intentions[Intention.SHARE]

    @property
    def listen(self):
        return self.intentions[Intention.LISTEN]

    @property
    def unsure(self):
        return self.intentions[Intention.UNSURE]

    @property
    def zones(self):
        return len({supporter.zone for supporter in self.supporters})

    @property
    def districts(self):
        """The number of districts; those without one are not counted."""
        return len({supporter.district.casefold() for supporter in self.supporters} - {""})

    @property
    def with_reason(self):
        return [supporter for supporter in self.supporters if supporter.reason]

    @property
    def first_with_reason(self):
        return self.with_reason[:REASONS]

    def of(self, person):
        """Return this person as a Supporter, or None."""
        return next((supporter for supporter in self.supporters if supporter.person == person.pk), None)
