"""Insights, and comments on them (R-STORIES-OWNED)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals, repetition
from core.web.refusals import refused_when_busy
from events.models.locking import holding
from events.registration import attendance
from followups.models import Comment, Insight, Origin
from forums.topics import topics
from mailing import outbox
from moderation import hiding, reports
from participants import limits


class Refused(refusals.Refused):
    """Why an insight cannot be written."""


def write(colab, author, text):
    """Create and return an insight. Idempotent. Raise Refused, and limits.Refused."""
    with holding(colab) as colab:
        if not (colab.is_announced and colab.has_started):
            raise Refused(_("Insights can be written once the co-lab has begun."))
        if not attendance.was_there(colab, author):
            raise Refused(_why_not(colab, author))
        if existing := colab.insights.filter(author=author, text=text).first():
            return existing
        limits.spend(author, "insight")
        return colab.insights.create(author=author, text=text, html=render(text), language=author.language)


def _why_not(colab, author):
    if attendance.may_say(attendance.presence(colab, author)):
        return _("Insights are written by those who were there. Were you? Say so first, then write.")
    return _("Insights are written by those who were there. If you were, ask the organizer to correct it.")


@transaction.atomic
def edit(insight, text):
    if text == insight.text:
        return
    limits.spend(insight.author, "edit")
    insight.text, insight.html, insight.edited_at = text, render(text), timezone.now()
    insight.save(update_fields=["text", "html", "edited_at"])


def delete(insight):
    """Delete an insight with its comments; topics that grew out of it stay, without its words."""
    insight.delete()


@transaction.atomic
def hide(insight, by, reason):
    """Hide an insight from all but moderators and settle the reports about it."""
    hiding.hide(insight, by, reason)
    reports.settle(insight, by)


def show(insight, by=None):
    hiding.show(insight, by)


@refused_when_busy()
@transaction.atomic
def comment(insight, author, text, opened=None):
    """Create and return a comment, and notify the insight's author. Raise limits.Refused.

    Idempotent: what is sent again (R-SENT-AGAIN) from a page made at `opened` is the comment from before.
    """
    insight = Insight.objects.select_for_update(no_key=True).get(pk=insight.pk)
    theirs = insight.comments.filter(author=author)
    all_or_theirs = insight.comments.all() if opened else theirs
    if before := repetition.find(theirs.filter(text=text), all_or_theirs, opened):
        return before
    limits.spend(author, "answer")
    created = Comment.objects.create(
        insight=insight, author=author, text=text, html=render(text), language=author.language
    )
    if author != insight.author:
        outbox.post(
            "insight-comment", insight.author, key=f"insight-comment:{created.pk}", comment=created.pk
        )
    return created


@transaction.atomic
def post_as_topic(insight, author, **topic):
    """Post a topic that links to the insight (R-WORDS-LINKED); arguments as of `topics.start`."""
    created = topics.start(author, **topic)
    Origin.objects.get_or_create(topic=created, defaults={"insight": insight})
    return created
