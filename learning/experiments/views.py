"""Pages of experiments and of the places that test them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from forums import kinds
from forums.models import Topic
from forums.spaces import asked
from learning.experiments import experiments, shown
from learning.experiments.forms import ChangedExperimentForm, ExperimentForm, OfferForm, TellForm
from learning.library.filters import Filters
from learning.models import Experiment, Trial
from learning.where import asked_colab, asked_row


@login_not_required
@require_safe
def index(request):
    """Parameters: `space`, the slug of one; `after`, `before`, keys of a page."""
    space = asked.space_of(request, kind__in=kinds.where(in_library=True))
    page = shown.page(request.user, request.GET, space)
    context = {"experiments": page, "page": page, "space": space, "tabs": Filters().tabs(), "shelf": None}
    return render(request, "learning/experiments/index.html", context)


def _readable(request, pk):
    return get_object_or_404(Experiment.objects.visible_to(request.user).for_page(), pk=pk)


@login_not_required
@require_safe
def experiment(request, pk):
    found = _readable(request, pk)
    trials = shown.trials(found, request.user)
    mine = next((trial for trial in trials if trial.participant_id == request.user.pk), None)
    takes_more = not (found.is_hidden or found.topic.is_hidden or found.topic.is_closed)
    has_none = mine is None or mine.state == Trial.State.WITHDRAWN
    may_offer = request.user.is_authenticated and takes_more and has_none
    context = {
        "experiment": found,
        "trials": [trial for trial in trials if trial.state != Trial.State.WITHDRAWN],
        "mine": mine,
        "is_mine": found.author_id == request.user.pk,
        "may_moderate": Experiment.objects.moderated_by(request.user).filter(pk=found.pk).exists(),
        "offer_form": OfferForm(found) if may_offer else None,
        "followed_by": Experiment.objects.visible_to(request.user).filter(follows=found).order_by("pk"),
    }
    return render(request, "learning/experiments/experiment.html", context)


def begin(request, pk):
    """Parameters: `follows`, an experiment that this one tries another way; `colab`, where it arose."""
    topics = Topic.objects.visible_to(request.user).select_related("forum")
    topic = get_object_or_404(topics, pk=pk, forum__kind__in=kinds.where(in_library=True))
    comes_from = {"follows": _followed(request, topic), "colab": asked_colab(request, topic)}
    initial = shown.sentences(comes_from["follows"])
    form = ExperimentForm(topic, posted(request), initial=initial, comes_from=comes_from)
    if form.is_valid():
        with refusals_shown(form):
            made = experiments.begin(topic, request.user, **comes_from, **form.cleaned_data)
            text = _("It has begun, and your place tests it. On its day you are asked what it showed.")
            return done(request, made.get_absolute_url(), text)
    return form_page(request, "learning/experiments/begin.html", form, topic=topic, **comes_from)


def _followed(request, topic):
    rows = Experiment.objects.visible_to(request.user).filter(topic=topic)
    return asked_row(rows, request.GET.get("follows"))


def change(request, pk):
    found = _readable(request, pk)
    if found.author_id != request.user.pk:
        raise Http404
    is_fixed = found.trials.told().exists()
    form = ChangedExperimentForm(found, posted(request), is_fixed=is_fixed)
    if form.is_valid():
        with refusals_shown(form):
            experiments.change(found, request.user, **form.cleaned_data)
            return done(request, found.get_absolute_url(), _("Your changes are kept."))
    context = {"experiment": found, "is_fixed": is_fixed}
    return form_page(request, "learning/experiments/change.html", form, **context)


@require_POST
def offer(request, pk):
    found = _readable(request, pk)
    form = OfferForm(found, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            made = experiments.offer(found, request.user, **form.cleaned_data)
            offered = _("Your place is offered, and its author is told.")
            text = offered if made.state == Trial.State.OFFERED else _("Your place tests it now.")
            return done(request, found.get_absolute_url(), text)
    return form_page(request, "learning/experiments/offer.html", form, experiment=found)


def _trial(request, pk, **conditions):
    readable = Experiment.objects.visible_to(request.user).values("pk")
    trials = Trial.objects.filter(experiment__in=readable, **conditions)
    return get_object_or_404(trials.select_related("experiment__topic__forum", "post"), pk=pk)


@require_POST
def take_up(request, pk):
    trial = _trial(request, pk, experiment__author=request.user)
    return _press(request, trial, experiments.take_up, _("Their place tests it now, and they are told."))


@require_POST
def withdraw(request, pk):
    trial = _trial(request, pk, participant=request.user)
    return _press(request, trial, experiments.withdraw, _("Your place is taken back."))


def _press(request, trial, verb, text):
    try:
        verb(trial, request.user)
    except experiments.Refused as refusal:
        say(request, refusal)
        return redirect(trial.experiment)
    return done(request, trial.experiment.get_absolute_url(), text)


def tell(request, pk):
    trial = _trial(request, pk, participant=request.user)
    form = TellForm(trial, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            experiments.tell(trial, request.user, **{"in_topic": False} | form.cleaned_data)
            return done(request, trial.experiment.get_absolute_url(), _("Thank you. It stands here now."))
    context = {"trial": trial, "experiment": trial.experiment}
    return form_page(request, "learning/experiments/tell.html", form, **context)
