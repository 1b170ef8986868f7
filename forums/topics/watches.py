"""Watches of topics, forums and tags."""

from django.db.models import Q

from forums.models import Watch
from mailing import outbox
from participants.models import Participant


def watch(person, *, topic=None, forum=None, tag=None):
    """Watch exactly one of the three. Idempotent."""
    Watch.objects.bulk_create(
        [Watch(participant=person, topic=topic, forum=forum, tag=tag)], ignore_conflicts=True
    )


def unwatch(person, *, topic=None, forum=None, tag=None):
    Watch.objects.filter(participant=person, topic=topic, forum=forum, tag=tag).delete()


def for_topic(topic):
    """Return the watches that apply to new posts in this topic."""
    return Watch.objects.filter(Q(topic=topic) | Q(forum=topic.forum_id) | Q(tag__in=topic.tags.values("pk")))


def notify(post):
    """Notify everyone whose watch applies to this post, except its author. Idempotent."""
    watchers = Participant.objects.active().filter(pk__in=for_topic(post.topic).values("participant"))
    for person in watchers.exclude(pk=post.author_id):
        outbox.post("reply", person, key=f"reply:{post.pk}:{person.pk}", post=post.pk)
