"""Watches of topics, forums and tags."""

from django.db.models import Q

from forums.models import Post, Watch
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
    outbox.post_to_all("reply", f"reply:{post.pk}", post=post.pk)


def recipients(about):
    post = Post.objects.select_related("topic").filter(pk=about["post"]).first()
    if post is None:
        return Participant.objects.none()
    watching = for_topic(post.topic).values("participant")
    return Participant.objects.active().filter(pk__in=watching).exclude(pk=post.author_id)
