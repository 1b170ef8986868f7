"""Whom one would like to talk more with, picked on the page of the hour by one press."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
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
        picks.pick(colab, request.user, chosen, keeps=True)
        text = _("Noted. %(name)s is told only if they choose you too, after the hour.") % {"name": chosen}
    except picks.Refused as refusal:  # a limit has a page of its own
        say(request, refusal)
    return page.answer(request, colab, f"guest-{chosen.pk}", text)


@require_POST
def unpick(request, pk, person):
    colab, chosen = _both(request, pk, person)
    picks.withdraw(colab, request.user, chosen)
    return page.answer(request, colab, f"guest-{chosen.pk}", _("Taken back. Nobody was told."))


def _both(request, pk, person):
    """Return the co-lab and one of its people, where the space shows names; else raise Http404."""
    colab = page.get(request.user, pk)
    seen = page.guests_named(colab)
    return colab, get_object_or_404(Participant.objects.active().filter(pk__in=seen), pk=person)
