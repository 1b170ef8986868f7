"""Not now, and suggested again."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.responses import done
from network.introductions import introductions
from network.models import NotNow
from network.suggestions import not_now
from participants.models import Participant


@require_POST
def not_person(request, pk):
    """Do not suggest this person."""
    other = get_object_or_404(Participant.objects.in_directory().exclude(pk=request.user.pk), pk=pk)
    not_now.say(request.user, other)
    return _noted(request)


@require_POST
def not_pair(request, pk, other):
    """Do not suggest to introduce these two of my people to each other."""
    mine = introductions.people_of(request.user)
    not_now.say(
        request.user, get_object_or_404(mine, pk=pk), get_object_or_404(mine.exclude(pk=pk), pk=other)
    )
    return _noted(request)


def _noted(request):
    text = _("Noted, for half a year. You can change your mind at the end of this page.")
    return done(request, reverse("network:my_people"), text)


@require_POST
def suggest_again(request, pk):
    found = NotNow.objects.filter(participant=request.user, pk=pk).first()
    if found is None:  # it is taken back, or was not theirs
        return redirect("network:my_people")
    not_now.take_back(found)
    return done(request, reverse("network:my_people"), _("They may be suggested again."))
