"""Who wants to hear of new posts in a topic, in a forum, or under a tag."""

from django.db.models import Q

from forums.models import Watch
from mailing import outbox
from participants.models import Participant


def watch(person, *, topic=None, forum=None, tag=None):
    """Watch one of the three; watching it again changes nothing."""
    Watch.objects.bulk_create(
        [Watch(participant=person, topic=topic, forum=forum, tag=tag)], ignore_conflicts=True
    )


def unwatch(person, *, topic=None, forum=None, tag=None):
    Watch.objects.filter(participant=person, topic=topic, forum=forum, tag=tag).delete()


def on(topic):
    """The watches that a new post in this topic is news for."""
    return Watch.objects.filter(Q(topic=topic) | Q(forum=topic.forum_id) | Q(tag__in=topic.tags.values("pk")))


def tell(post):
    """Write to everyone who watches for this post, once each, except to its author."""
    watchers = Participant.objects.active().filter(pk__in=on(post.topic).values("participant"))
    for person in watchers.exclude(pk=post.author_id):
        outbox.post("reply", person, key=f"reply:{post.pk}:{person.pk}", post=post.pk)
