"""Letters to moderators."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mailing.registry import Letter, letter, places
from moderation import reports
from moderation.models import Report
from moderation.registry import kinds, moderates


@letter(
    "report",
    label=_("What is reported to me as a moderator"),
    optional=True,
    may_wait=True,
    reaches=moderates,
)
def report(message):
    """The reports on a thing; None if they were settled or the recipient no longer moderates it."""
    found = Report.objects.open().moderated_by(message.recipient).filter(pk=message.about["report"])
    if not found:
        return None
    [made] = reports.with_things(list(found))
    kind = kinds[made.kind]
    context = {
        "report": made,
        "number": Report.objects.open().about(made.thing).count(),
        "reported": kind.reported,
        "words_leave": kind.words_leave(made.thing),
        "title": kind.title(made.thing),
        "place": kind.place(made.thing),
        "button_url": settings.SITE_URL + reverse("moderation:queue"),
        "button_text": _("Look at the reports"),
    }
    return Letter("moderation/email/report", context)


def _queue(person, pk):
    return reverse("moderation:queue") if Report.objects.moderated_by(person).filter(pk=pk).exists() else ""


places.add("report", _queue)
