"""Reflecting on an hour, for oneself alone (R-REFLECTION-MINE)."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from events.models.locking import holding
from events.registration import attendance
from learning.models import Reflection
from learning.reflection import questions
from participants import limits

MONTH = timedelta(days=30)  # from the end of an hour until the questions that wait


class Refused(refusals.Refused):
    """Why a reflection is not kept, shared or asked for; the text is for the person."""


def is_open(colab):
    """Return whether an hour asks for reflections: once it is over, where stories are told."""
    return colab.is_held and colab.topic.forum.rules.in_library


def opens_on(colab):
    """Return the UTC instant from which the questions that wait are asked."""
    return colab.ends_at + MONTH


def is_month_over(colab):
    return timezone.now() >= opens_on(colab)


def asked(colab):
    """Return the questions of a co-lab that are asked now."""
    found, all_of_them = questions.of(colab.topic.forum.rules), is_month_over(colab)
    return [one for one in found if all_of_them or not one.waits]


def of_person(colab, person):
    """Return the reflection of somebody on an hour; one that is not saved, where there is none."""
    mine = Reflection.objects.of(person).filter(colab=colab).first()
    mine = mine or Reflection(colab=colab, language=colab.language)
    mine.participant = person  # who is known here is not read again
    return mine


@contextmanager
def held(colab, person):
    """Yield what `of_person` returns while the co-lab is locked. Raise Refused to whoever was not there."""
    with holding(colab) as colab:
        if not is_open(colab) or not attendance.was_there(colab, person):
            raise Refused(_("This is asked of those who were there, when the hour is over."))
        yield of_person(colab, person)


def save(mine, **fields):
    """Save these fields of a reflection, which may be new. Return it."""
    for name, value in fields.items():
        setattr(mine, name, value)
    mine.save(update_fields=list(fields) if mine.pk else None)
    return mine


def keep(colab, person, **fields):
    """Keep what somebody wrote for themselves; what of it is shared already, others read as it is now.

    `fields` are boxes ("q1"), `in_story`, `title`, `named` and `language`. Return the Reflection. Idempotent.
    Raise Refused, and limits.Refused.
    """
    with held(colab, person) as mine:
        if all(getattr(mine, name) == value for name, value in fields.items()):
            return mine
        for name, value in fields.items():
            setattr(mine, name, value)
        if mine.is_shared and not mine.can_be_told:
            raise Refused(_("Your story needs a title and a ticked box with words. Or take it back first."))
        limits.spend(person, "reflection")
        return save(mine, **fields)
