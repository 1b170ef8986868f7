"""The directory, and a page for each participant."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.web import keyset
from participants import regions
from participants.models import Participant


@require_safe
def people(request):
    """The directory, by name; `q`: words, `region`: a code, `after`: the key of a page."""
    found = _matching(Participant.objects.in_directory(), request.GET)
    context = {
        "people": keyset.page(found, "name", request.GET, rising=True, kind=str),
        "q": request.GET.get("q", ""),
        "region": request.GET.get("region", ""),
        "regions": regions.CHOICES[1:4],
    }
    return render(request, "participants/profiles/people.html", context)


def _matching(people, asked):
    for word in asked.get("q", "").replace("\0", " ").split()[:5]:
        people = people.filter(
            Q(name__icontains=word) | Q(organization__icontains=word) | Q(district__icontains=word)
        )
    return people.filter(region=asked["region"]) if asked.get("region") in regions.NAMES else people


@require_safe
def person(request, pk):
    """A participant's page: name and organization, the rest if they chose so; never the address."""
    found = get_object_or_404(Participant.objects.known(), pk=pk)
    shown = (found.listed and found.is_active) or found == request.user
    return render(request, "participants/profiles/person.html", {"person": found, "shown": shown})
