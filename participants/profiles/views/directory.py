"""People as others see them: the directory of those who want to be found, and one page each."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants import regions
from participants.models import Participant

PAGE = 30


@require_safe
def people(request):
    """The directory, by name; `q`: words, `region`: a place, `after` and `pk`: where to go on."""
    found = _matching(Participant.objects.in_directory(), request.GET)
    found = _after(found, request.GET.get("after", ""), request.GET.get("pk", ""))
    page = list(found[: PAGE + 1])
    query = request.GET.copy()
    if len(page) > PAGE:
        last = page[PAGE - 1]
        query["after"], query["pk"] = last.name, str(last.pk)
    context = {
        "people": page[:PAGE],
        "next_url": f"?{query.urlencode()}" if len(page) > PAGE else "",
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


def _after(people, name, pk):
    if not pk.isdecimal() or len(pk) > 18:
        return people
    name = name.replace("\0", "")
    return people.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(pk)))


@require_safe
def person(request, pk):
    """One participant: name and organization; the rest as they chose. The address never."""
    found = get_object_or_404(Participant.objects.known(), pk=pk)
    shown = (found.listed and found.is_active) or found == request.user
    return render(request, "participants/profiles/person.html", {"person": found, "shown": shown})
