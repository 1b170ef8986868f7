"""Writing, changing and publishing a monthly digest.

See R-MONTHLY-WRITERS, R-NO-EMPTY-DIGEST, R-SAME-LENGTH and R-DIGEST-IS-PUBLIC.
"""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals
from core.web.refusals import refused_when_busy
from learning.models import MonthlyDigest, MonthlyLine
from learning.models.monthly import spaces_written_by, writes_of_site
from learning.monthly import gathering, shown
from mailing import outbox
from participants import limits

State = MonthlyDigest.State


class Refused(refusals.Refused):
    """Why a monthly digest is not written or published; the text is for the person."""


def write(forum, month, by, *, language, opening, closing, chosen):
    """Begin the digest of a month, as a draft. Return it. Idempotent.

    `forum`: of one space, or None for all; `chosen`: [(kind, primary key)], in their order.
    Raise Refused, and limits.Refused.
    """
    with refused_when_busy(), transaction.atomic():
        _require_writer(forum, by)
        if before := MonthlyDigest.objects.of(forum, month).filter(language=language).first():
            said = (before.author_id, before.opening, before.closing, _chosen(before))
            if said == (by.pk, opening, closing, list(chosen)):
                return before
            raise Refused(_("Somebody has begun it in this language. Go on with that one."))
        if not gathering.has_something(forum, month):
            raise Refused(_("This month has nothing yet that everybody may read."))
        limits.spend(by, "monthly")
        words = {"opening": opening, "closing": closing, "language": language}
        html = {"opening_html": render(opening), "closing_html": render(closing)}
        number = gathering.offers(forum, month)
        made, is_new = MonthlyDigest.objects.get_or_create(
            forum=forum,
            month=month,
            language=language,
            defaults=words | html | {"author": by, "offers": number},
        )
        if not is_new:
            raise Refused(_("Somebody has begun it in this language. Go on with that one."))
        _write_lines(made, chosen)
        return made


def change(digest, by, *, opening, closing, chosen):
    """Change its words and its lines. Idempotent. Raise Refused, and limits.Refused."""
    with _holding(digest, by) as held:
        words = {"opening": opening, "closing": closing}
        new = {name: value for name, value in words.items() if getattr(held, name) != value}
        same_lines = _chosen(held) == list(chosen)
        if not new and same_lines:
            return
        limits.spend(by, "edit")
        if not same_lines:
            _write_lines(held, chosen)
        if held.is_published:
            _require_whole(held)
            new["edited_at"] = timezone.now()
        html = {f"{name}_html": render(new[name]) for name in words.keys() & new.keys()}
        _set(held, **new, **html)


def publish(digest, by):
    """Show it to everybody, and write to those who want it, once for each month.

    Idempotent. Raise Refused.
    """
    with _holding(digest, by) as held:
        if held.is_published:
            return
        _require_whole(held)
        now, is_first = timezone.now(), held.mailed_at is None
        _set(
            held,
            state=State.PUBLISHED,
            published_at=now,
            offers=gathering.offers(held.forum, held.month),
            mailed_at=held.mailed_at or now,
        )
        if is_first:
            # In whichever languages it is published, a month is one mail to each.
            key = f"digest-published:{held.forum_id or 'all'}:{held.month:%Y-%m}"
            outbox.post_to_all("digest-published", key, monthly=held.pk)


def take_back(digest, by):
    """Make it a draft again; publishing it later writes to nobody anew. Idempotent. Raise Refused."""
    with _holding(digest, by) as held:
        if held.is_published:
            _set(held, state=State.DRAFT, published_at=None, edited_at=None)


def _chosen(digest):
    """Return [(kind, primary key)] of what it tells, in its order."""
    return list(digest.lines.order_by("position").values_list("kind", "key"))


@contextmanager
def _holding(digest, by):
    """Yield the row, locked; it is for those to change who write it."""
    with refused_when_busy(), transaction.atomic():
        rows = MonthlyDigest.objects.select_for_update(no_key=True, of=("self",)).select_related("forum")
        held = rows.get(pk=digest.pk)
        _require_writer(held.forum, by)
        yield held


def _require_writer(forum, by):
    may = spaces_written_by(by).filter(pk=forum.pk).exists() if forum else writes_of_site(by)
    if not may:
        raise Refused(_("You do not write this digest any more."))


def _require_whole(held):
    """Refuse what has no line that everybody may read, and what leaves out all that did not turn out."""
    [content] = shown.of([held])
    if not content.number:
        raise Refused(_("Nothing is ticked that everybody may read. Tick at least one thing."))
    if gathering.is_one_sided(held):
        raise Refused(
            _(
                "What turned out as expected is ticked, and nothing that did not. Tick some of that, too: it "
                "is as long."
            )
        )


def _write_lines(digest, chosen):
    digest.lines.all().delete()
    MonthlyLine.objects.bulk_create(
        MonthlyLine(digest=digest, position=position, kind=kind, key=key)
        for position, (kind, key) in enumerate(dict.fromkeys(chosen), start=1)
    )


def _set(digest, **fields):
    for name, value in fields.items():
        setattr(digest, name, value)
    digest.save(update_fields=list(fields))
