"""The directory, and a page for each participant."""

from allauth.core.internal import ratelimit
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.text import lines
from core.web import keyset
from participants import regions
from participants.models import Participant
from participants.profiles import encounters


@require_safe
def people(request):
    """The directory, by name; `q`: words, `region`: a code, `after`: the key of a page."""
    found = _matching(Participant.objects.in_directory(), request.GET)
    context = {
        "people": keyset.page(found, "name", request.GET, rising=True, kind=str),
        "q": request.GET.get("q", ""),
        "region": request.GET.get("region", ""),
        "regions": regions.choices()[1:4],
    }
    return render(request, "participants/profiles/people.html", context)


def _matching(people, asked):
    if words := lines.clean(asked.get("q", "")):
        people = people.in_words(words)
    return people.filter(region=asked["region"]) if asked.get("region") in regions.NAMES else people


@require_safe
def person(request, pk):
    """A participant's page: name and organization, the rest if they chose so; never the address.

    Who tries one number after the other is stopped, whether they exist or not (R-NAMES-MET).
    """
    found = Participant.objects.known().filter(pk=pk).first()
    if not (found and found.listed and found.is_active) and not _may_look_up(request):
        return ratelimit.respond_429(request)
    if found is None or not encounters.may_open(found, request.user):
        raise Http404
    shown = (found.listed and found.is_active) or found == request.user
    return render(request, "participants/profiles/person.html", {"person": found, "shown": shown})


def _may_look_up(request):
    return ratelimit.consume(request, app="allauth.account", action="look_up_person", limit_get=True)
