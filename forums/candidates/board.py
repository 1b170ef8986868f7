"""The board of candidates: what people say about the topics they want as a co-lab."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from core.web import keyset
from forums.models import Intention, Nomination, Topic
from forums.ranking import orders, relevance

REASONS = 3  # shown on a card
PAGE = 20  # cards


@dataclass(frozen=True)
class Voice:
    """One nomination that no co-lab has answered yet."""

    part: str
    reason: str
    person: int  # key of the participant
    name: str
    organization: str
    zone: str
    district: str
    post: int | None  # number of the post that was tagged

    @property
    def part_text(self):
        return Intention(self.part).label


def with_voices(topics):
    """These topics, each with what its Wish is made of, and no further query."""
    said = JSONObject(
        part="part",
        reason="reason",
        person="participant",
        name="participant__name",
        organization="participant__organization",
        zone="participant__zone",
        district="participant__district",
        post="post__number",
    )
    waiting = Nomination.objects.unanswered().filter(topic=OuterRef("pk")).order_by("-created_at", "-pk")
    return topics.annotate(voices=ArraySubquery(waiting.values(data=said)))


class Wish:
    """What people say about one topic, the latest first. The topic comes from a query `with_voices`."""

    def __init__(self, topic):
        self.voices = [Voice(**voice) for voice in topic.voices]
        self.parts = Counter(voice.part for voice in self.voices)

    @property
    def people(self):
        return len(self.voices)

    @property
    def share(self):
        return self.parts[Intention.SHARE]

    @property
    def listen(self):
        return self.parts[Intention.LISTEN]

    @property
    def unsure(self):
        return self.parts[Intention.UNSURE]

    @property
    def zones(self):
        """In how many time zones these people are."""
        return len({voice.zone for voice in self.voices})

    @property
    def districts(self):
        """In how many districts; those who did not say where they are count in none."""
        return len({voice.district.casefold() for voice in self.voices} - {""})

    @property
    def said(self):
        """The voices that give a reason."""
        return [voice for voice in self.voices if voice.reason]

    @property
    def some_said(self):
        return self.said[:REASONS]

    def of(self, person):
        """This person's own voice, or None."""
        return next((voice for voice in self.voices if voice.person == person.pk), None)


def page(order, person, asked):
    """One page of candidates, by popularity or relevance, each with its `wish` and the reader's own voice."""
    topics, column = Topic.objects.visible_to(person).candidates(), "wanted"
    if order == orders.RELEVANT:
        topics, column = relevance.score(topics, relevance.reader(person), base="wanted"), "relevance"
    topics = with_voices(topics.for_list())
    found = keyset.page(topics, column, asked, PAGE)
    for topic in found:
        topic.wish = Wish(topic)
        topic.mine = topic.wish.of(person)
    return found


def half_life_days():
    """The half-life of a voice in days, for the sentence that explains the order."""
    return settings.COLAB["half_life"].days
