"""The versions of a post: kept at each edit with what it changed, listed, taken out (R-HISTORY)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from core import pruning
from core.text import diffs
from core.web import keyset
from forums.models import Post, Revision
from forums.models.locking import holding
from participants.models import Participant

MERGED = timedelta(minutes=5)  # edits by one person within this time are one version
SIZE = 10  # versions on a page
KEPT = timedelta(days=730)  # after which a version is deleted


@dataclass(frozen=True)
class Version:
    """A version as the page shows it: `steps` is what it changed, `kept` its row (None: the current one)."""

    at: datetime
    by: Participant | None
    steps: list
    kept: Revision | None
    is_first: bool = False


def keep(post, by, text, now, *, apart=False):
    """Keep the text of a locked post that an edit replaces, with the difference.

    An edit by the same person within five minutes, while nobody has replied, is part of the version before,
    unless it is to stand `apart`.
    """
    last = post.revisions.first()
    if last and not apart and _goes_on(post, last, by, now):
        last.steps = _steps(_standing_until(last), text)
        last.save(update_fields=["steps"])
        return
    Revision.objects.create(
        post=post,
        text=post.text,
        html=post.html,
        edited_by=by,
        replaced_at=now,
        steps=diffs.between(post.text, text),
    )


def _goes_on(post, last, by, now):
    replies = post.topic.posts.filter(number__gt=post.number)
    return last.edited_by_id == by.pk and now - last.replaced_at < MERGED and not replies.exists()


def _standing_until(revision):
    """Return this revision or, where it was taken out, the one before that stands; None if there is none."""
    if not revision.is_taken_out:
        return revision
    return revision.post.revisions.older_than(revision).standing().first()


def _steps(before, text):
    return diffs.between(before.text, text) if before else [(diffs.SAME, text)]


def page(post, asked):
    """Return (versions, page of revisions), the latest first; `asked` is a QueryDict. Nothing is compared."""
    revisions = post.revisions.select_related("edited_by")
    found = keyset.page(revisions, "replaced_at", asked, SIZE, kind=datetime)
    newer = post.revisions.newer_than(found.rows[0]).last() if found.before else None
    kept = [newer, *found.rows]
    versions = [
        Version(row.replaced_at, row.edited_by, row.steps or _whole(post, following), following)
        for row, following in zip(found.rows, kept, strict=False)
    ]
    if not found.after and (found.rows or not post.edited_at):
        first = _whole(post, kept[-1])
        versions.append(Version(post.created_at, post.author, first, kept[-1], is_first=True))
    return versions, found


def _whole(post, kept):
    return [(diffs.SAME, (kept or post).text)]


def take_out(revision, by):
    """Remove the words of an earlier version from the history, also from the differences. Idempotent."""
    with holding(revision.post.topic):
        _take_out(revision, by)


def _take_out(revision, by):
    post = Post.objects.select_for_update(no_key=True).get(pk=revision.post_id)
    revision = post.revisions.get(pk=revision.pk)
    if revision.is_taken_out:
        return
    older = post.revisions.older_than(revision)
    following = post.revisions.newer_than(revision).standing().last()
    describing = (post.revisions.older_than(following) if following else post.revisions).first()
    _blank(revision, by)
    older.filter(pk__in=older.values("pk")[:1]).update(steps=None)
    steps = _steps(older.standing().first(), (following or post).text)
    post.revisions.filter(pk=describing.pk).update(steps=steps)


def _blank(revision, by):
    revision.text, revision.html, revision.steps = "", "", None
    revision.taken_out_at, revision.taken_out_by = timezone.now(), by
    revision.save(update_fields=["text", "html", "steps", "taken_out_at", "taken_out_by"])


def compare_again(posts):
    """Write the differences of the versions of these posts anew, after texts were changed behind them."""
    for post in posts.exclude(revisions=None):
        _compare(post, list(post.revisions.reverse()))


def _compare(post, revisions):
    before = None
    for revision, following in zip(revisions, [*revisions[1:], post], strict=True):
        before = before if revision.is_taken_out else revision
        gone = following is not post and following.is_taken_out
        revision.steps = None if gone else _steps(before, following.text)
        revision.save(update_fields=["steps"])


def prune():
    """Delete versions that were replaced long ago. Return their number."""
    return Revision.objects.filter(replaced_at__lt=timezone.now() - KEPT).delete()[0]


pruning.steps.add("old versions of posts", prune)
