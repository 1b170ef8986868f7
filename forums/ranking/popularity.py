"""Popularity of topics, and demand for them as co-labs (R-COUNT-PEOPLE).

Each person counts once, by their latest contribution, whose weight halves with each half-life. All weights
decay alike, so the order of two topics does not change with time: the number can be stored and indexed.
"""

from collections import defaultdict
from datetime import UTC, datetime
from math import fsum, log2

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from forums.models import Nomination, Post, Topic

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = 500


def heat(instants, half_life):
    """Return log2 of the sum of 2 ** ((instant - EPOCH) / half_life) over instants (UTC, one a person).

    One more means twice as many people, or the same number one half-life later. None where there is nobody.
    """
    powers = [(instant - EPOCH) / half_life for instant in instants]
    if not powers:
        return None
    highest = max(powers)  # factored out of the sum, against overflow
    return highest + log2(fsum(2 ** (power - highest) for power in powers))


def rank(topics):
    """Compute and store `heat` and `wanted` of these topics, whose rows must be locked."""
    topics, half_life = list(topics), settings.COLAB["half_life"]
    latest, nominated = _latest_contributions(topics), _unanswered(topics)
    for topic in topics:
        topic.heat = heat(latest[topic.pk].values(), half_life)
        topic.wanted = heat(nominated[topic.pk], half_life)
    Topic.objects.bulk_update(topics, ["heat", "wanted"])


def rank_all(progress=lambda number: None):
    """Rank all topics in chunks, calling `progress` with the number done so far. Return their number."""
    done = last = 0
    while True:
        with transaction.atomic():
            following = Topic.objects.filter(pk__gt=last).order_by("pk")
            topics = list(following.select_for_update(no_key=True)[:CHUNK])
            if not topics:
                return done
            rank(topics)
        last, done = topics[-1].pk, done + len(topics)
        progress(done)


def _latest_contributions(topics):
    """Return {topic: {person: instant}}: the latest contribution of each person."""
    latest = defaultdict(dict)
    for topic in topics:
        latest[topic.pk][topic.author_id] = topic.created_at
    posts = Post.objects.filter(topic__in=topics, hidden_at=None).values_list("topic", "author")
    nominated = Nomination.objects.filter(topic__in=topics).values_list("topic", "participant")
    for topic, person, instant in [
        *posts.annotate(latest=Max("created_at")).order_by(),
        *nominated.annotate(latest=Max("created_at")).order_by(),
    ]:
        latest[topic][person] = max(instant, latest[topic].get(person, instant))
    return latest


def _unanswered(topics):
    """Return {topic: [instant]} of the unanswered nominations."""
    nominated = defaultdict(list)
    unanswered = Nomination.objects.unanswered().filter(topic__in=topics)
    for topic, instant in unanswered.values_list("topic", "created_at"):
        nominated[topic].append(instant)
    return nominated
