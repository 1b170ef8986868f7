"""Verbs of a post: edit, quote, hide; and its history."""

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text import diffs
from core.text.markup import render
from forums.models import Post, Revision, Topic
from forums.models.locking import holding
from forums.ranking import popularity
from forums.topics import mentions
from moderation import hiding, reports
from participants import limits


def edit(post, by, text):
    """Replace the text and keep a revision. Idempotent. Raise limits.Refused."""
    with holding(post.topic):
        held = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
        text = mentions.link(text, post.author, post.topic.forum, post.topic)
        if held.text == text:
            return
        limits.spend(by, "edit")
        now = timezone.now()
        Revision.objects.create(post=held, text=held.text, html=held.html, edited_by=by, replaced_at=now)
        post.text, post.html, post.edited_at = text, render(text), now
        post.save(update_fields=["text", "html", "edited_at"])
        mentions.notify(post, before=held.text)


def quote(post):
    """Return Markdown that quotes a post, with a link to it and, unless unattributed, its author's name."""
    address = post.get_absolute_url()
    if post.topic.forum.unattributed:
        source = _("In [an earlier post](%(address)s):") % {"address": address}
    else:
        name = str(post.author).translate(str.maketrans("", "", "[]()\\`*_<>\n"))
        source = _("[%(name)s](%(address)s) wrote:") % {"name": name, "address": address}
    lines = "\n".join(f"> {line}".rstrip() for line in post.text.splitlines())
    return f"{source}\n\n{lines}\n\n"


def hide(post, by, reason):
    """Hide a post from all but moderators and settle the reports about it."""
    with holding(post.topic) as topic:
        if hiding.hide(post, by, reason):
            _count(topic, -1)
        reports.settle(post, by)


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


def history(post):
    """Return the versions of a post, the latest first, each with its differences from the one before."""
    revisions = list(post.revisions.select_related("edited_by"))
    texts = [post.text, *(revision.text for revision in revisions)]
    versions = [
        {"at": revision.replaced_at, "by": revision.edited_by, "steps": diffs.between(older, newer)}
        for revision, newer, older in zip(revisions, texts, texts[1:], strict=False)
    ]
    return [*versions, {"at": post.created_at, "by": post.author, "steps": [(diffs.SAME, texts[-1])]}]
