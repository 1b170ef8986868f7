"""Registers posts (reported and hidden) and topics (hidden) with moderation."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forums.models import Post, Topic
from forums.spaces import memberships
from forums.topics import posts, topics
from moderation.registry import Kind, kinds


def _place(post):
    return f"{post.topic.forum.name}: {post.topic.title}, #{post.number}"


def _hide_post(post):
    words = {"number": post.number, "topic": post.topic}
    return gettext("Hide post %(number)s of “%(topic)s”?") % words


def _hide_topic(topic):
    return gettext("Hide “%(topic)s”?") % {"topic": topic}


kinds.declare(
    Kind(
        "post",
        Post,
        heading=_("Hidden posts"),
        row="forums/topics/_moderated_post.html",
        things=lambda: Post.objects.select_related("topic__forum", "author", "hidden_by"),
        visible_to=Post.objects.visible_to,
        moderated_by=Post.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=posts.hide,
        show=posts.show,
        question=_hide_post,
        moderators=lambda post: memberships.moderators(post.topic.forum),
        report_heading=_("Report a post"),
        reported=_("A post was reported"),
        place=_place,
        title=lambda post: post.topic.title,
        words_leave=lambda post: post.topic.forum.rules.words_leave,
        names_people=lambda post: not post.topic.forum.unattributed,
    )
)
kinds.declare(
    Kind(
        "topic",
        Topic,
        heading=_("Hidden topics"),
        row="forums/topics/_hidden_topic.html",
        things=lambda: Topic.objects.select_related("forum", "hidden_by"),
        visible_to=Topic.objects.visible_to,
        moderated_by=Topic.objects.moderated_by,
        moderates=memberships.moderates_anywhere,
        hide=topics.hide,
        show=topics.show,
        question=_hide_topic,
        hide_page="forums/topics/hide_topic.html",
    )
)
