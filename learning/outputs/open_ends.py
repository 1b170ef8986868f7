"""Declares what is due: whether one wants to be named, and whether one still uses what one used."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.models import Contributor, Use
from learning.models.reading import still_read
from learning.uses.uses import ASKED_AFTER
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

FOR = timedelta(days=28)  # nobody is asked for longer


def _unanswered():
    shown = {"output__hidden_at": None, "asked_at__gt": timezone.now() - FOR}
    return Contributor.objects.filter(_read(), agreed_at=None, declined_at=None, **shown)


def _read():
    return still_read("participant", "output__topic")


def naming_of(person):
    """Return the outputs with which a person may want to be named; one query."""
    return [_naming(row) for row in _unanswered().filter(participant=person).select_related("output")]


def _naming(row):
    one, text = row.output, _("It builds on what you said. Do you want to be named with it?")
    return OpenEnd(one.title, text, one.get_absolute_url(), timezone.localdate(row.asked_at), one.language)


def _to_confirm():
    now = timezone.now()
    due = {"confirmed_at__lte": now - ASKED_AFTER, "confirmed_at__gt": now - ASKED_AFTER - FOR}
    due |= {"output__hidden_at": None, "output__state": "published"}
    return Use.objects.filter(_read(), kind=Use.Kind.USED, ended_at=None, **due)


def uses_of(person):
    """Return the uses of a person that are half a year old; one query."""
    return [_still(use) for use in _to_confirm().filter(participant=person).select_related("output")]


def _still(use):
    one, day = use.output, timezone.localdate(use.confirmed_at + ASKED_AFTER)
    return OpenEnd(one.title, _("Do you still use it?"), use.get_absolute_url(), day, one.language)


registry.sources.add(
    "contributions", Source(naming_of, lambda: _unanswered().values_list("participant", flat=True))
)
registry.sources.add("uses", Source(uses_of, lambda: _to_confirm().values_list("participant", flat=True)))
