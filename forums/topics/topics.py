"""Verbs of a topic: post, reply, close, pin, hide; and the co-lab that answers it."""

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals, repetition
from core.web.refusals import refused_when_busy
from forums.candidates import nominations
from forums.challenges import challenges
from forums.models import Forum, Intention, Post, Revision, Topic
from forums.models.locking import holding
from forums.ranking import popularity
from forums.topics import mentions, tagging, watches
from moderation import hiding
from participants import audit, limits
from participants.models import Participant


class Refused(refusals.Refused):
    """Why a topic takes no more replies."""


@refused_when_busy()
@transaction.atomic
def post(author, forum, title, text, tags=(), language="en", opened=None):
    """Create a topic with its first post; `tags` are names. Raise limits.Refused.

    Idempotent: what is sent again (R-SENT-AGAIN) from a page made at `opened` is the topic from before.
    """
    Participant.objects.select_for_update(no_key=True).get(pk=author.pk)  # serializes double submissions
    now, text = timezone.now(), mentions.link(text, author, forum)
    theirs = Topic.objects.filter(author=author, forum=forum)
    said = Post.objects.filter(_said(text), number=1, author=author, topic__title=title)
    if before := repetition.find(theirs.filter(pk__in=said.values("topic")), theirs, opened):
        return before
    limits.spend(author, "topic")
    topic = Topic.objects.create(
        forum=forum,
        author=author,
        title=title,
        slug=Topic.slug_of(title),
        language=language,
        created_at=now,
        last_post_at=now,
    )
    topic.tags.set(tagging.get_or_create(tags, author))
    watches.watch(author, topic=topic)
    _add(topic, author, text, number=1)
    return topic


@refused_when_busy()
@transaction.atomic
def start(
    author,
    forum,
    *,
    challenge=False,
    statement="",
    better_for="",
    nominate=False,
    intention=Intention.UNSURE,
    reason="",
    **topic,
):
    """Post a topic; make it a challenge and nominate it, if wanted. Other arguments as of `post`.

    Idempotent as `post` is.
    """
    created = post(author, forum, **topic)
    if challenge and not created.statements.exists():
        challenges.begin(created, author, statement, better_for, language=created.language)
    if nominate:
        nominations.nominate(created, author, intention=intention, reason=reason)
    return created


def reply(topic, author, text, opened=None):
    """Add a post. Raise Refused if the topic is closed, and limits.Refused.

    Idempotent: what is sent again (R-SENT-AGAIN) from a page made at `opened` is the post from before.
    """
    with holding(topic) as topic:
        text = mentions.link(text, author, topic.forum, topic)
        theirs = topic.posts.filter(author=author)
        same = theirs.filter(_said(text), number__gt=1)
        if before := repetition.find(same, topic.posts.all() if opened else theirs, opened):
            return before
        if topic.is_closed or topic.is_hidden:
            raise Refused(_("This topic is closed, it takes no more replies. Your text was not posted."))
        limits.spend(author, "reply")
        return _add(topic, author, text, number=_last_number(topic) + 1)


def _said(text):
    """Filter posts that say this, or said it before they were edited."""
    return Q(text=text) | Exists(Revision.objects.filter(post=OuterRef("pk"), text=text))


def _last_number(topic):
    return topic.posts.aggregate(last=Max("number"))["last"] or 0


def _add(topic, author, text, number):
    now = timezone.now()
    created = Post.objects.create(
        topic=topic,
        author=author,
        number=number,
        text=text,
        html=render(text),
        language=topic.language,
        created_at=now,
    )
    Topic.objects.filter(pk=topic.pk).update(post_count=F("post_count") + 1, last_post_at=now)
    Forum.objects.filter(pk=topic.forum_id).update(last_post_at=Greatest("last_post_at", now))
    popularity.rank([topic])
    mentions.notify(created)
    watches.notify(created)
    return created


def edit(topic, title, tags):
    """Change title and tags (names). The slug follows the title; old addresses redirect."""
    with holding(topic) as held:
        if title != held.title:
            limits.spend(topic.author, "edit")
        topic.title, topic.slug = title, Topic.slug_of(title)
        topic.save(update_fields=["title", "slug"])
        topic.tags.set(tagging.get_or_create(tags, topic.author))


def follow_titles(changes):
    """Let slugs follow titles that were written anew: (primary key, title before, title now)."""
    for pk, _before, title in changes:
        Topic.objects.filter(pk=pk).update(slug=Topic.slug_of(title))


def close(topic, by=None):
    if _set_once(topic, "closed_at"):
        audit.record(by, "closed", topic)


def reopen(topic, by=None):
    if _clear(topic, "closed_at"):
        audit.record(by, "reopened", topic)


def pin(topic, by=None):
    if _set_once(topic, "pinned_at"):
        audit.record(by, "pinned", topic)


def unpin(topic, by=None):
    if _clear(topic, "pinned_at"):
        audit.record(by, "unpinned", topic)


def hide(topic, by, reason):
    """Hide a topic from all but moderators; the reason is shown to them and to its author."""
    hiding.hide(topic, by, reason)


def show(topic, by=None):
    hiding.show(topic, by)


def _set_once(topic, field):
    """Return whether it was not set before."""
    return _set(topic, field, timezone.now()) if getattr(topic, field) is None else False


def _clear(topic, field):
    return _set(topic, field, None) if getattr(topic, field) is not None else False


def _set(topic, field, value):
    setattr(topic, field, value)
    topic.save(update_fields=[field])
    return True


def schedule(topic, until):
    """Record the end (UTC) of a co-lab on this topic. It answers all nominations made before."""
    _set_scheduled_until(topic, until)


def unschedule(topic, until=None):
    """A co-lab was called off: `until` is the end of the latest one left on this topic, or None."""
    _set_scheduled_until(topic, until)


def _set_scheduled_until(topic, until):
    with holding(topic) as held:
        held.scheduled_until = until
        held.save(update_fields=["scheduled_until"])
        popularity.rank([held])
    topic.scheduled_until, topic.wanted = held.scheduled_until, held.wanted
