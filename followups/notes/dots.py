"""Three dots for each of an hour to put on its notes: a way to look, and no decision."""

from contextlib import contextmanager

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from core.few import FEWEST
from core.web import refusals
from events.hour import course
from events.hour.method import Mode
from events.models.locking import holding
from followups.models import Dot

EACH = 3  # dots of a person


class Refused(refusals.Refused):
    """Why a dot cannot be given or taken back."""


def give(insight, person):
    """Give a dot to a note of another or of one's own. Idempotent. Raise Refused."""
    with _giving(insight) as colab:
        if Dot.objects.filter(insight=insight, participant=person).exists():
            return
        if Dot.objects.filter(insight__colab=colab, participant=person).count() >= EACH:
            raise Refused(_("You have given your three dots. Take one back to give it elsewhere."))
        Dot.objects.create(insight=insight, participant=person)
        course.touch(colab)


def take_back(insight, person):
    """Idempotent. Raise Refused."""
    with _giving(insight) as colab:
        if Dot.objects.filter(insight=insight, participant=person).delete()[0]:
            course.touch(colab)


@contextmanager
def _giving(insight):
    """Hold the co-lab of a note; after the step for it, what everyone gave is shown, and stays."""
    with holding(insight.colab) as colab:
        if Mode.DOTS not in course.of(colab).modes:
            raise Refused(_("Dots are given while the step for it goes on."))
        yield colab


def with_givers(notes):
    """Annotate `dot_givers` of each note: the keys of the people who gave it a dot."""
    given = Dot.objects.filter(insight=OuterRef("pk"))
    return notes.annotate(dot_givers=ArraySubquery(given.values("participant")))


def counted(notes, *, are_given):
    """Return {key of a note: number of dots}; {} while they are being given, or of fewer than four people.

    The notes are those of `with_givers`.
    """
    givers = {person for note in notes for person in note.dot_givers}
    if are_given or len(givers) < FEWEST:
        return {}
    return {note.pk: len(note.dot_givers) for note in notes if note.dot_givers}
