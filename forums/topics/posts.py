"""What is done with a post that stands: edit it, quote it, report it, hide it."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from moderation.models import Report

from core.text.markup import render
from forums.models import Post, Revision, Topic
from forums.models.locking import holding
from forums.ranking import popularity
from forums.topics import mentions
from mailing import outbox
from participants.models import Participant


@transaction.atomic
def edit(post, by, text):
    """Put this text in its place, and keep what stood there. The same text changes nothing."""
    held = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    text = mentions.link(text, post.author, post.topic.forum, post.topic)
    if held.text == text:
        return
    now = timezone.now()
    Revision.objects.create(post=held, text=held.text, html=held.html, edited_by=by, replaced_at=now)
    post.text, post.html, post.edited_at = text, render(text), now
    post.save(update_fields=["text", "html", "edited_at"])
    mentions.tell(post, before=held.text)


def quote(post):
    """Markdown that quotes a post, says whose it is (rule 20 permitting) and leads to it."""
    address = post.get_absolute_url()
    if post.topic.forum.unattributed:
        source = _("In [an earlier post](%(address)s):") % {"address": address}
    else:
        name = str(post.author).translate(str.maketrans("", "", "[]()\\`*_<>\n"))
        source = _("[%(name)s](%(address)s) wrote:") % {"name": name, "address": address}
    lines = "\n".join(f"> {line}".rstrip() for line in post.text.splitlines())
    return f"{source}\n\n{lines}\n\n"


def hide(post, by, reason):
    """Nobody but moderators reads it any more; the reason stands in its place. Settles what was reported."""
    with holding(post.topic) as topic:
        if topic.posts.filter(pk=post.pk, hidden_at=None).update(
            hidden_at=timezone.now(), hidden_by=by, hidden_reason=reason
        ):
            _count(topic, -1)
        settle(post, by)


def unhide(post):
    with holding(post.topic) as topic:
        if topic.posts.filter(pk=post.pk).exclude(hidden_at=None).update(hidden_at=None, hidden_reason=""):
            _count(topic, 1)


def _count(topic, difference):
    latest = topic.posts.filter(hidden_at=None).aggregate(at=Max("created_at"))["at"]
    Topic.objects.filter(pk=topic.pk).update(
        post_count=F("post_count") + difference, last_post_at=latest or topic.created_at
    )
    popularity.rank([topic])


@transaction.atomic
def report(post, by, reason):
    """Ask the moderators to look at it. Reporting it again before they did changes nothing."""
    Report.objects.bulk_create([Report(post=post, reporter=by, reason=reason)], ignore_conflicts=True)
    made = Report.objects.open().get(post=post, reporter=by)
    for person in moderators(post.topic.forum):
        outbox.post("report", person, key=f"report:{made.pk}:{person.pk}", report=made.pk)


def settle(post, by):
    """The moderators have looked at what was reported about it."""
    post.reports.open().update(settled_at=timezone.now(), settled_by=by)


def moderators(forum):
    """Who keeps order in a forum: its own moderators, and the site's where they may read it."""
    people = Participant.objects.active()
    own = people.filter(memberships__forum=forum, memberships__moderates=True)
    site = people.filter(is_moderator=True)
    if not forum.is_public:
        site = site.filter(memberships__forum=forum)
    return own.union(site)
