"""Notes, and answers to them (R-STORIES-OWNED)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals, repetition
from core.web.refusals import refused_when_busy
from events.hour import course, plan
from events.models import CoLab
from events.models.locking import holding
from events.registration import attendance
from events.room import access
from followups.models import Comment, Insight, Origin
from followups.notes import sharing
from forums.topics import topics
from mailing import outbox
from moderation import hiding, reports
from participants import limits

Kind, Audience = Insight.Kind, Insight.Audience


class Refused(refusals.Refused):
    """Why a note cannot be written."""


def write(colab, author, text, *, kind=Kind.INSIGHT, audience=Audience.READERS, first_hand=False):
    """Create and return a note. Idempotent. Raise Refused, and limits.Refused.

    While the page of the hour is open it is written by whoever has a seat or a role, and belongs to the step
    of that moment; afterwards by those who were there.
    """
    with holding(colab) as colab:
        if refusal := _why_not(colab, author):
            raise Refused(refusal)
        if existing := colab.insights.filter(author=author, text=text).first():
            return existing
        limits.spend(author, "insight")
        created = colab.insights.create(
            author=author,
            text=text,
            html=render(text),
            language=author.language,
            kind=kind,
            audience=sharing.allowed(colab, audience),
            first_hand=first_hand,
            step=_step(colab),
        )
        sharing.tell(created)
        return created


def _step(colab):
    """Return the step of the hour that is under way, which is stored by now, or None."""
    if not colab.is_under_way:
        return None
    plan.fix(colab)
    return course.of(colab).step


def _why_not(colab, author):
    if not colab.is_announced:
        return _("Notes can be written once the co-lab is announced and its door is open.")
    if not colab.has_ended:
        return _why_not_in_the_hour(colab, author)
    if attendance.was_there(colab, author):
        return ""
    if attendance.may_say(attendance.presence(colab, author)):
        return _("Notes are written by those who were there. Were you? Say so first, then write.")
    return _("Notes are written by those who were there. If you were, ask the organizer to correct it.")


def _why_not_in_the_hour(colab, author):
    if not access.is_open(colab):
        return _("Notes can be written once the room is open, 15 minutes before the start.")
    takes_part = CoLab.objects.taken_part_in_by(author).filter(pk=colab.pk).exists()
    if not (takes_part or attendance.was_there(colab, author)):
        return _("During the hour, notes are written by those with a seat or a role.")
    return ""


@transaction.atomic
def edit(insight, text, *, kind="", first_hand=None):
    """Change the words of a note, and what it is. Idempotent. Raise limits.Refused."""
    kind = kind or insight.kind
    first_hand = insight.first_hand if first_hand is None else first_hand
    if (text, kind, first_hand) == (insight.text, insight.kind, insight.first_hand):
        return
    limits.spend(insight.author, "edit")
    insight.text, insight.html, insight.edited_at = text, render(text), timezone.now()
    insight.kind, insight.first_hand = kind, first_hand
    insight.save(update_fields=["text", "html", "edited_at", "kind", "first_hand"])
    sharing.tell(insight)


@transaction.atomic
def delete(insight):
    """Delete a note with its answers; topics that grew out of it stay, without its words."""
    insight.delete()
    sharing.tell(insight)


def unseen(colab, person):
    """Return the number of notes of a person that nobody else reads."""
    return colab.insights.for_myself().filter(author=person).count()


@transaction.atomic
def hide(insight, by, reason):
    """Hide a note from all but moderators, also on open pages, and settle the reports about it.

    The dots on it go back to those who gave them.
    """
    reports.hide(insight, by, reason)
    insight.dots.all().delete()
    sharing.tell(insight)


@transaction.atomic
def show(insight, by=None):
    hiding.show(insight, by)
    sharing.tell(insight)


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
