"""How much a topic matters to one reader (R-BOTH-ORDERS): the tags they follow, their words, their forums.

A match is added to the topic's heat, where one more means twice as many people. So the order is the
popular one, moved towards the reader by amounts that can be said in a sentence.
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

TAG = 2.0  # a tag they follow: as though four times as many people spoke
FORUM = 1.0  # a forum they are in: as though twice as many did
WORD = 1.0  # each word of theirs, three at most: as though twice as many did
WINDOW = 1000  # of the liveliest topics are looked at
WORDS = 200  # of the reader's latest are kept


@dataclass(frozen=True)
class Reader:
    """What is known of a person's interests: keys of tags and forums, word stems."""

    tags: tuple = ()
    forums: tuple = ()
    words: tuple = ()


class _Words(Func):
    """The word stems of a text search column, a row each."""

    template = "unnest(tsvector_to_array(%(expressions)s))"
    set_returning = True
    output_field = TextField()


class _Shared(Func):
    """How many of some words a text search column has, three at most."""

    template = "LEAST(3, (SELECT count(*) FROM unnest(tsvector_to_array(%(expressions)s)))"
    arg_joiner = ")) AS word WHERE word = ANY("
    output_field = FloatField()


def reader(person):
    """What this person follows, where they are, and the words of the topics they posted or nominated."""
    posted = Topic.objects.filter(author=person).values("pk")
    wished = Nomination.objects.filter(participant=person).values("topic")
    theirs = Topic.objects.filter(pk__in=posted.union(wished))
    found = (
        Participant.objects.filter(pk=person.pk)
        .annotate(
            followed=ArraySubquery(person.watches.exclude(tag=None).values("tag")),
            joined=ArraySubquery(person.memberships.values("forum")),
            words=ArraySubquery(theirs.order_by("-pk").values(word=_Words("search_vector"))[:WORDS]),
        )
        .values_list("followed", "joined", "words")
        .get()
    )
    return Reader(*map(tuple, found))


def score(topics, to, base="heat"):
    """These topics with `relevance` to a Reader, above their `base`: the WINDOW highest of them."""
    highest = topics.order_by(f"-{base}", "-pk").values("pk")[:WINDOW]
    return Topic.objects.filter(pk__in=highest).annotate(
        relevance=F(base) + _tags(to.tags) + _forums(to.forums) + _words(to.words)
    )


def _tags(keys):
    followed = Topic.tags.through.objects.filter(topic=OuterRef("pk"), tag__in=keys)
    return Case(When(Exists(followed), then=Value(TAG)), default=Value(0.0))


def _forums(keys):
    return Case(When(forum__in=keys, then=Value(FORUM)), default=Value(0.0))


def _words(words):
    mine = Cast(Value(list(words), ArrayField(TextField())), ArrayField(TextField()))
    return Value(WORD) * _Shared("search_vector", mine)
