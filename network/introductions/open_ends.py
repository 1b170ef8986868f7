"""Declares introductions that wait for one’s answer: on the dashboard, and in the note of their last week."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Introduction
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

LAST = timedelta(days=7)


def of(person):
    return [_end(one) for one in Introduction.objects.awaiting(person).for_page()]


def _end(introduction):
    for_oneself = introduction.is_for_oneself
    text = (
        _("%(name)s asks you for twenty minutes")
        if for_oneself
        else _("%(name)s would like to introduce you")
    )
    due = (introduction.until - LAST).date()
    return OpenEnd("", text % {"name": introduction.by}, introduction.get_absolute_url(), due)


def people():
    """Return the keys of all who can still answer one that ends within a week."""
    ending = Introduction.objects.under_way().filter(until__lte=timezone.now() + LAST, hidden_at=None)
    asked = Introduction.Said.ASKED
    first = ending.filter(first_said=asked).values_list("first", flat=True)
    return first.union(ending.filter(second_said=asked).values_list("second", flat=True))


registry.sources.add("introductions", Source(of, people))
