"""Whom one would like to talk more with, picked on the page of the hour by one press."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from core.web.responses import say
from events.hour.page import page
from network.picks import picks
from participants.models import Participant


@require_POST
def pick(request, pk, person):
    colab, chosen = _both(request, pk, person)
    text = ""
    try:
        text = picks.kept_words(colab, picks.pick(colab, request.user, chosen, keeps=True))
    except picks.Refused as refusal:  # a limit has a page of its own
        say(request, refusal)
    return page.answer(request, colab, f"guest-{chosen.pk}", text)


@require_POST
def unpick(request, pk, person):
    colab, chosen = _both(request, pk, person)
    text = picks.withdrawn_words(picks.withdraw(colab, request.user, chosen))
    return page.answer(request, colab, f"guest-{chosen.pk}", text)


def _both(request, pk, person):
    """Return the co-lab and one of its people, where the space shows names; else raise Http404."""
    colab = page.get(request.user, pk)
    seen = page.guests_named(colab)
    return colab, get_object_or_404(Participant.objects.active().filter(pk__in=seen), pk=person)
