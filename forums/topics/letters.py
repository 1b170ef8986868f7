"""Mails about new posts."""

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from forums.models import Post
from forums.topics import mentions, watches
from mailing.registry import Letter, everyone, letter, places

EXTRACT_LENGTH = 1200  # letters of a post that a mail shows


@letter(
    "reply",
    label=_("New posts in what I watch"),
    optional=True,
    may_wait=True,
    recipients=watches.recipients,
    reaches=everyone,
)
def reply(message):
    """Return None if the post is hidden, no longer watched, or sent as a mention."""
    person, post = message.recipient, _readable(message)
    if post is None or not watches.for_topic(post.topic).filter(participant=person).exists():
        return None
    return None if mentions.is_notified(post, person) else Letter("forums/email/reply", _about(post))


@letter("mention", label=_("When somebody mentions me"), optional=True, may_wait=True, reaches=everyone)
def mention(message):
    """Return None if the post is hidden or no longer mentions the recipient."""
    post = _readable(message)
    if post is None or post.topic.forum.unattributed:
        return None
    mentioned = message.recipient.pk in mentions.people_in(post.text)
    return Letter("forums/email/mention", _about(post)) if mentioned else None


def _readable(message):
    """Return the post, or None if its recipient may not read it or it is hidden."""
    posts = Post.objects.visible_to(message.recipient).filter(hidden_at=None, topic__hidden_at=None)
    return posts.select_related("topic__forum", "author").filter(pk=message.about["post"]).first()


def _about(post):
    return {
        "post": post,
        "topic": post.topic,
        "forum": post.topic.forum,
        "words_leave": post.topic.forum.rules.words_leave,
        "extract": Truncator(mentions.without_links(post.text)).chars(EXTRACT_LENGTH),
        "button_url": settings.SITE_URL + post.get_absolute_url(),
        "button_text": _("Read and reply"),
    }


def _page_of_post(person, pk):
    post = Post.objects.visible_to(person).select_related("topic__forum").filter(pk=pk).first()
    return post.get_absolute_url() if post else ""


places.add("post", _page_of_post)
