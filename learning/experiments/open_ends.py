"""Declares what is due: a trial that is to be told on the day its experiment names, asked once more later."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.models import Trial
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

ASKED_FOR = timedelta(days=28)  # after the day; then the page says that it is not told yet


def _due():
    today = timezone.localdate()
    by_now = {"experiment__share_on__lte": today, "experiment__share_on__gt": today - ASKED_FOR}
    return Trial.objects.under_way().filter(**by_now, experiment__hidden_at=None)


def of(person):
    """Return the trials that a person wanted to tell by now; one query."""
    return [_end(trial) for trial in _due().filter(participant=person).select_related("experiment")]


def _end(trial):
    one, text = trial.experiment, _("You wanted to tell what it showed.")
    return OpenEnd(one.if_we, text, one.get_absolute_url(), one.share_on, one.language)


def people():
    return _due().values_list("participant", flat=True)


registry.sources.add("trials", Source(of, people))
