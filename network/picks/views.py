from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.refusals import Refused
from core.web.responses import form_page, refuse, say
from events.models import CoLab
from network.picks import openness, picks
from network.picks.forms import PickForm
from participants import limits


def _colab(request, pk):
    """Return a readable co-lab that has started and at which the person was, or raise Http404."""
    readable = CoLab.objects.readable_by(request.user).announced().with_presence_of(request.user)
    colab = get_object_or_404(readable.filter(was_there=True).select_related("topic__forum"), pk=pk)
    if not colab.has_started:
        raise Http404
    return colab


@require_POST
def pick(request, pk, person):
    colab = _colab(request, pk)
    chosen = get_object_or_404(openness.pickable_by(colab, request.user), pk=person)
    form = PickForm(request.POST, colab=colab, chosen=chosen)
    if not form.is_valid():
        return form_page(request, "network/pick.html", form, colab=colab, chosen=chosen)
    try:
        mine = picks.pick(colab, request.user, chosen, **form.cleaned_data)
        messages.success(request, picks.kept_words(colab, mine))
    except limits.Refused as refusal:
        refuse(form, refusal)
        return form_page(request, "network/pick.html", form, colab=colab, chosen=chosen)
    except Refused as refusal:
        say(request, refusal)
    return _back(colab)


@require_POST
def unpick(request, pk, person):
    colab = _colab(request, pk)
    chosen = get_object_or_404(openness.pickable_by(colab, request.user), pk=person)
    is_withdrawn = picks.withdraw(colab, request.user, chosen)
    messages.success(request, picks.withdrawn_words(is_withdrawn))
    return _back(colab)


def _open_colab(request, pk):
    """Return such a co-lab, in a space that asks who is open, or raise Http404."""
    colab = _colab(request, pk)
    if not openness.is_asked_for(colab):
        raise Http404
    return colab


@require_POST
def open_to_picks(request, pk):
    colab = _open_colab(request, pk)
    try:
        openness.say(colab, request.user)
        messages.success(request, _("Noted. Others who said so see your name here, and you see theirs."))
    except Refused as refusal:
        say(request, refusal)
    return _back(colab)


@require_POST
def not_open(request, pk):
    colab = _open_colab(request, pk)
    openness.take_back(colab, request.user)
    messages.success(request, _("Taken back. Nobody was told."))
    return _back(colab)


def _back(colab):
    return redirect(reverse("followups:after", args=[colab.pk]) + "#people")
