"""Declares what is due: a trial is to be told on the day its experiment names, and is asked for once more."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.models import Trial
from learning.models.experiments import ASKED_FOR
from learning.models.reading import still_read
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

WEEK = timedelta(days=7)  # one note is sent in it
AGAIN = timedelta(days=14)  # after the day; then nobody is asked by mail any more


def _due():
    """Filter trials to tell, of those whose words their person may read today."""
    today = timezone.localdate()
    by_now = {"experiment__share_on__lte": today, "experiment__share_on__gt": today - ASKED_FOR}
    shown = still_read("participant", "experiment__topic")
    return Trial.objects.under_way().filter(shown, **by_now, experiment__hidden_at=None)


def of(person):
    """Return the trials that a person wanted to tell by now; one query."""
    return [_end(trial) for trial in _due().filter(participant=person).select_related("experiment")]


def _end(trial):
    one, text = trial.experiment, _("You wanted to tell what it showed.")
    since = timezone.localdate() - one.share_on
    in_note = since < WEEK or AGAIN <= since < AGAIN + WEEK
    return OpenEnd(str(one), text, trial.get_absolute_url(), one.share_on, one.language, in_note)


def people():
    today = timezone.localdate()
    weeks = ((today - since - WEEK, today - since) for since in (timedelta(), AGAIN))
    asked = Q()
    for after, until in weeks:
        asked |= Q(experiment__share_on__gt=after, experiment__share_on__lte=until)
    return _due().filter(asked).values_list("participant", flat=True)


registry.sources.add("trials", Source(of, people))
