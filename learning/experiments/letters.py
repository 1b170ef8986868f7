from django.utils.translation import gettext_lazy as _

from learning.models import Experiment, Trial
from mailing.registry import Letter, everyone, letter, places


def _trial(message, **conditions):
    """Return a trial whose experiment its recipient may read, or None."""
    readable = Experiment.objects.readable_by(message.recipient).filter(hidden_at=None)
    rows = Trial.objects.filter(pk=message.about["trial"], experiment__in=readable.values("pk"), **conditions)
    return rows.select_related("experiment__topic__forum", "participant").first()


def _letter(name, trial):
    experiment = trial.experiment
    context = {"trial": trial, "experiment": experiment, "address": experiment.get_absolute_url()}
    return Letter(f"learning/email/{name}", context)


@letter(
    "trial-offered",
    label=_("Somebody offers a place that tests an experiment of mine"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def trial_offered(message):
    """None once it was taken up or taken back."""
    trial = _trial(message, state=Trial.State.OFFERED, hidden_at=None, experiment__author=message.recipient)
    return _letter("trial_offered", trial) if trial else None


@letter(
    "trial-taken-up",
    label=_("The place that I offered tests the experiment"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def trial_taken_up(message):
    trial = _trial(message, state=Trial.State.TAKEN_UP, participant=message.recipient)
    return _letter("trial_taken_up", trial) if trial else None


def _page_of(person, pk):
    found = Experiment.objects.visible_to(person).filter(trials=pk).first()
    return found.get_absolute_url() if found else ""


places.add("trial", _page_of)
