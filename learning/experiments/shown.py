"""What pages show of experiments."""

from django.db.models import Prefetch

from core.web import keyset
from learning.experiments.experiments import SENTENCES
from learning.models import Experiment, Trial


def page(person, asked, space=None):
    """Return a page of experiments, the newest first; no answer orders them (R-SAME-SIZE)."""
    current = Prefetch("trials", Trial.objects.current().filter(hidden_at=None), to_attr="places")
    rows = Experiment.objects.visible_to(person).filter(hidden_at=None).for_page().prefetch_related(current)
    return keyset.page(rows.filter(topic__forum=space) if space else rows, "created_at", asked)


def trials(experiment, person):
    """Return the trials of an experiment that somebody may see, in the order in which they were offered."""
    seen = experiment.trials.filter(pk__in=Trial.objects.visible_to(person).values("pk"))
    return list(seen.select_related("participant", "post__topic__forum").order_by("created_at", "pk"))


def of_topic(topic, person, colab=None):
    """Return the experiments of a topic, or of one of its co-labs, with their current trials; two queries."""
    of = {"colab": colab} if colab else {}
    found = Experiment.objects.visible_to(person).filter(topic=topic, hidden_at=None, **of)
    found = found.order_by("created_at", "pk")
    current = Trial.objects.current().filter(hidden_at=None).order_by("created_at", "pk")
    return found.prefetch_related(Prefetch("trials", current, to_attr="places"))


def sentences(experiment):
    """Return what another way to try it begins with."""
    begins = (*SENTENCES, "language")
    return {name: getattr(experiment, name) for name in begins} if experiment else {}
