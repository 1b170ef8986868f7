"""Who reads a note: said in its box before one writes, and changed by its author at any time."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.web.refusals import refused_when_busy
from events.hour import course, methods
from events.hour.method import Mode
from followups.models import Insight
from participants import limits

Audience = Insight.Audience


def allowed(colab, audience):
    """Return the audience, or "only me" where the space has no notes for others during the hour."""
    return audience if _others_read(colab) else Audience.ME


def _others_read(colab):
    return colab.has_ended or bool(colab.topic.forum.rules.notes)


def tell(note):
    """Have the open pages of an hour read a note of it anew, where others read it (R-NOTES-TO-MYSELF)."""
    if note.audience != Audience.ME:
        course.touch(note.colab)


def has_appeared(course, note):
    """Return whether a note that others may read stands on the page of the hour (R-WRITTEN-IN-SILENCE)."""
    if note.audience == Audience.ME or note.is_hidden:
        return False
    is_silent = note.step is not None and note.step.method in methods.SILENT
    return not is_silent or note.step_id in course.shown_steps


def choices(colab, step=None):
    """Return (value, label) of who may read a note of a co-lab, now (R-SHARING-SAYS-WHO)."""
    if not _others_read(colab):
        return [(Audience.ME, Audience.ME.label)]
    found = dict(Audience.choices)
    if step is not None and step.method in methods.SILENT:
        found[Audience.TEN] = _("the people of this hour, when all have written")
    if not colab.topic.forum.rules.notes:
        del found[Audience.TEN]
    return list(found.items())


def proposed(colab, modes):
    """Return the audience that a box proposes, by what people do in a step."""
    if not _others_read(colab):
        return Audience.ME
    if Mode.KEEP in modes:
        return Audience.READERS
    together = {Mode.WRITE, Mode.MAP, Mode.HATCH}
    return Audience.TEN if together & set(modes) else Audience.ME


@refused_when_busy()
@transaction.atomic
def share(insight, audience):
    """Let others read a note, or nobody any more. Idempotent. Raise limits.Refused.

    The dots on a note that one keeps to oneself go back to those who gave them.
    """
    insight = Insight.objects.select_for_update(no_key=True, of=("self",)).get(pk=insight.pk)
    audience = allowed(insight.colab, audience)
    if insight.audience == audience:
        return insight
    limits.spend(insight.author, "edit")
    insight.audience = audience
    insight.save(update_fields=["audience"])
    if audience == Audience.ME:
        insight.dots.all().delete()
    course.touch(insight.colab)
    return insight
