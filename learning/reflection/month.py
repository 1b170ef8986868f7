"""One question, a month after an hour: did anything come of it (R-ASKED-ONCE)?"""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core.database.rows import one_by_one
from events.models import Attendance, CoLab
from forums import kinds
from learning.models import Reflection
from learning.reflection.reflections import MONTH, Refused, held, is_month_over, is_open, save
from mailing import outbox
from mailing.models import Message
from participants import limits
from participants.models import Participant

UNTIL = timedelta(days=44)  # after the end of an hour; later nobody is asked by mail


def is_asked(colab):
    """Return whether the page of the question is there: from a month after the hour, also later."""
    return is_open(colab) and is_month_over(colab)


def answer(colab, person, came_of_it, came_line="", *, may_ask=False):
    """Keep what came of an hour, in place of what was answered before. Return the Reflection. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with held(colab, person) as mine:
        if not is_month_over(colab):
            raise Refused(_("This is asked a month after the hour."))
        said = {"came_of_it": came_of_it, "came_line": came_line, "may_ask": may_ask}
        if mine.answered_at and all(getattr(mine, name) == value for name, value in said.items()):
            return mine
        limits.spend(person, "reflection")
        return save(mine, **said, answered_at=timezone.now())


# --- The mail


def hours():
    """Filter the co-labs whose people are asked now: 30 to 44 days after the end, where it is asked."""
    now = timezone.now()
    told = {"topic__hidden_at": None, "topic__forum__kind__in": kinds.where(in_library=True)}
    return CoLab.objects.held(now - MONTH).filter(ends_at__gt=now - UNTIL, **told)


def ask_due():
    """Ask whoever was there and was not asked yet, each hour. Return a Tally. Idempotent."""
    return one_by_one("what came of an hour", hours().select_related("topic__forum"), _ask)


def _ask(colab):
    key = f"one-month:{colab.pk}:"
    asked = Message.objects.filter(kind="one-month", key__startswith=key).values("recipient")
    came = Attendance.objects.came().of_readers().filter(colab=colab).values("participant")
    answered = Reflection.objects.filter(colab=colab, participant=OuterRef("pk"), answered_at__isnull=False)
    people = Participant.objects.active().filter(~Exists(answered), pk__in=came).exclude(pk__in=asked)
    return len(
        outbox.post_many(
            outbox.Draft("one-month", person, f"{key}{person.pk}", {"colab": colab.pk})
            for person in people.order_by("pk")
        )
    )
