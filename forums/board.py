"""The board of candidates: what people say about the topics they want as a co-lab."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.conf import settings

from forums import lists, paging, relevance
from forums.models import Nomination, Part, Topic

REASONS = 3  # shown on a card
PAGE = 20  # cards


@dataclass
class Wish:
    """How many people would do what, from how many zones and districts, and what they said."""

    parts: Counter = field(default_factory=Counter)
    zones: set = field(default_factory=set)
    districts: set = field(default_factory=set)
    nominations: list = field(default_factory=list)

    def add(self, nomination):
        person = nomination.participant
        self.parts[nomination.part] += 1
        self.zones.add(str(person.zone))
        if person.district:
            self.districts.add(person.district.casefold())
        self.nominations.append(nomination)

    @property
    def people(self):
        return len(self.nominations)

    @property
    def share(self):
        return self.parts[Part.SHARE]

    @property
    def listen(self):
        return self.parts[Part.LISTEN]

    @property
    def unsure(self):
        return self.parts[Part.UNSURE]

    @property
    def said(self):
        """The nominations that give a reason, the latest first."""
        return [nomination for nomination in self.nominations if nomination.reason]

    @property
    def some_said(self):
        return self.said[:REASONS]

    def of(self, person):
        """This person's own nomination, or None."""
        mine = (one for one in self.nominations if one.participant_id == person.pk)
        return next(mine, None)


def wishes(topics):
    """What people who wait for a co-lab on these topics say: {topic's key: Wish}, in one query."""
    found = defaultdict(Wish)
    waiting = Nomination.objects.unanswered().filter(topic__in=[topic.pk for topic in topics])
    for nomination in waiting.select_related("participant", "post").order_by("-created_at", "-pk"):
        found[nomination.topic_id].add(nomination)
    return found


def page(order, person, asked):
    """One page of candidates, by popularity or relevance, each with its `wish`."""
    topics, column = Topic.objects.visible_to(person).candidates(), "wanted"
    if order == lists.RELEVANT:
        topics, column = relevance.score(topics, relevance.reader(person), base="wanted"), "relevance"
    found = paging.page(topics.select_related("forum", "author").with_tags(), column, asked, PAGE)
    said = wishes(found.rows)
    for topic in found:
        topic.wish = said[topic.pk]
        topic.my_nomination = topic.wish.of(person)
    return found


def half_life_days():
    """The half-life of a voice in days, for the sentence that explains the order."""
    return settings.COLAB["half_life"].days
