"""Registers posts (reported and hidden) and topics (hidden) with moderation."""

from django.utils.translation import gettext_lazy as _

from forums.models import Forum, Post, Topic
from forums.spaces import memberships
from moderation.registry import Kind, kinds


def _moderates(person):
    return Forum.objects.moderated_by(person).exists()


def _place(post):
    return f"{post.topic.forum.name}: {post.topic.title}, #{post.number}"


kinds.declare(
    Kind(
        "post",
        Post,
        heading=_("Hidden posts"),
        row="forums/topics/_moderated_post.html",
        things=lambda: Post.objects.select_related("topic__forum", "author", "hidden_by"),
        moderated_by=Post.objects.moderated_by,
        moderates=_moderates,
        moderators=lambda post: memberships.moderators(post.topic.forum),
        place=_place,
        title=lambda post: post.topic.title,
    )
)
kinds.declare(
    Kind(
        "topic",
        Topic,
        heading=_("Hidden topics"),
        row="forums/topics/_hidden_topic.html",
        things=lambda: Topic.objects.select_related("forum", "hidden_by"),
        moderated_by=Topic.objects.moderated_by,
        moderates=_moderates,
    )
)
