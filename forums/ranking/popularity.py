"""How lively a topic is, and how much it is wanted as a co-lab (R-COUNT-PEOPLE): it counts people, and fades.

Each person counts once. What they said counts half as much for each half-life that passes. Since all of it
fades alike, two topics never change places merely because time goes on: the number can be kept with the
topic, in a column with an index, and a list can be paged by it.
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
    """log2 of the sum, over these instants (UTC, one a person), of 2 ** ((instant - EPOCH) / half-life).

    One more means twice as many people, or the same number one half-life later. None where there is nobody.
    """
    powers = [(instant - EPOCH) / half_life for instant in instants]
    if not powers:
        return None
    highest = max(powers)  # taken out of the sum, so that nothing overflows
    return highest + log2(fsum(2 ** (power - highest) for power in powers))


def rank(topics):
    """Work out and store `heat` and `wanted` of these topics. Call it with their rows locked."""
    topics, half_life = list(topics), settings.COLAB["half_life"]
    latest, nominated = _latest_words(topics), _waiting(topics)
    for topic in topics:
        topic.heat = heat(latest[topic.pk].values(), half_life)
        topic.wanted = heat(nominated[topic.pk], half_life)
    Topic.objects.bulk_update(topics, ["heat", "wanted"])


def rank_all(report=lambda number: None):
    """Rank every topic, a few hundred at a time; `report` is told how many are done. Gives their number."""
    done = last = 0
    while True:
        with transaction.atomic():
            following = Topic.objects.filter(pk__gt=last).order_by("pk")
            topics = list(following.select_for_update(no_key=True)[:CHUNK])
            if not topics:
                return done
            rank(topics)
        last, done = topics[-1].pk, done + len(topics)
        report(done)


def _latest_words(topics):
    """When each person last spoke in each topic: {topic: {person: instant}}."""
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


def _waiting(topics):
    """When each of those who still wait for a co-lab nominated: {topic: [instant]}."""
    nominated = defaultdict(list)
    waiting = Nomination.objects.unanswered().filter(topic__in=topics)
    for topic, instant in waiting.values_list("topic", "created_at"):
        nominated[topic].append(instant)
    return nominated
