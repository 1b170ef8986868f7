"""Verbs of a post: edit, quote, hide."""

from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import Truncator

from core.text.markup import render
from forums.models import Post, Topic
from forums.models.locking import holding
from forums.ranking import popularity
from forums.topics import history, mentions, naming
from moderation import hiding, reports
from participants import limits

QUOTED = 5_000  # letters of a post that a reply begins with


def edit(post, by, text, *, apart=False):
    """Replace the text and keep the one before; see `history.keep`. Idempotent. Raise limits.Refused.

    What was written since this row was read stays a version of its own.
    """
    with holding(post.topic):
        held = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
        text = mentions.link(text, post.author, post.topic.forum, post.topic)
        if held.text == text:
            return
        limits.spend(by, "edit")
        now = timezone.now()
        history.keep(held, by, text, now, apart=apart or held.text != post.text)
        post.text, post.html, post.edited_at = text, render(text), now
        post.save(update_fields=["text", "html", "edited_at"])
        mentions.notify(post, before=held.text)


def quote(post):
    """Return Markdown that quotes a post, with a link to it and, unless unattributed, its author's name.

    A long post is quoted from its beginning, so that a reply has room for more.
    """
    text = Truncator(post.text).chars(QUOTED)
    lines = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"{naming.above(post)}\n\n{lines}\n\n"


def hide(post, by, reason):
    """Hide a post from all but moderators and settle the reports about it."""
    with holding(post.topic) as topic:
        if reports.hide(post, by, reason):
            _count(topic, -1)


def show(post, by=None):
    with holding(post.topic) as topic:
        if hiding.show(post, by):
            _count(topic, 1)


def _count(topic, difference):
    latest = topic.posts.filter(hidden_at=None).aggregate(at=Max("created_at"))["at"]
    Topic.objects.filter(pk=topic.pk).update(
        post_count=F("post_count") + difference, last_post_at=latest or topic.created_at
    )
    popularity.rank([topic])
