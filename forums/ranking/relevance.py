"""Relevance of topics to one reader (R-BOTH-ORDERS), by tags they watch, their forums, and their words.

Each match is added to the topic's heat, where one more means twice as many people.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    Exists,
    F,
    FloatField,
    Func,
    OuterRef,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from forums.models import Nomination, Topic
from participants.models import Participant

TAG = 2.0  # a tag they follow: like four times as many people
FORUM = 1.0  # a forum they are in: like twice as many
WORD = 1.0  # each of their words, three at most: like twice as many
WINDOW = 1000  # most popular topics that are scored
WORDS = 200  # latest word stems of the reader


@dataclass(frozen=True)
class Interests:
    """Interests of a person: primary keys of tags and forums, and word stems."""

    tags: tuple = ()
    forums: tuple = ()
    words: tuple = ()


class _Words(Func):
    """The lexemes of a search vector, one a row."""

    template = "unnest(tsvector_to_array(%(expressions)s))"
    set_returning = True
    output_field = TextField()


class _Shared(Func):
    """How many of these lexemes a search vector has, at most three."""

    template = "LEAST(3, (SELECT count(*) FROM unnest(tsvector_to_array(%(expressions)s)))"
    arg_joiner = ")) AS word WHERE word = ANY("
    output_field = FloatField()


def interests_of(person):
    """Return the interests; the words are those of the topics this person posted or nominated."""
    posted = Topic.objects.filter(author=person).values("pk")
    nominated = Nomination.objects.filter(participant=person).values("topic")
    their_topics = Topic.objects.filter(pk__in=posted.union(nominated))
    found = (
        Participant.objects.filter(pk=person.pk)
        .annotate(
            followed=ArraySubquery(person.watches.exclude(tag=None).values("tag")),
            joined=ArraySubquery(person.memberships.values("forum")),
            words=ArraySubquery(their_topics.order_by("-pk").values(word=_Words("search_vector"))[:WORDS]),
        )
        .values_list("followed", "joined", "words")
        .get()
    )
    return Interests(*map(tuple, found))


def score(topics, interests, base="heat"):
    """Annotate `relevance`, the sum of `base` and the matches, to the WINDOW topics highest by `base`."""
    highest = topics.order_by(f"-{base}", "-pk").values("pk")[:WINDOW]
    return Topic.objects.filter(pk__in=highest).annotate(
        relevance=F(base) + _tags(interests.tags) + _forums(interests.forums) + _words(interests.words)
    )


def _tags(keys):
    followed = Topic.tags.through.objects.filter(topic=OuterRef("pk"), tag__in=keys)
    return Case(When(Exists(followed), then=Value(TAG)), default=Value(0.0))


def _forums(keys):
    return Case(When(forum__in=keys, then=Value(FORUM)), default=Value(0.0))


def _words(words):
    stems = Cast(Value(list(words), ArrayField(TextField())), ArrayField(TextField()))
    return Value(WORD) * _Shared("search_vector", stems)
