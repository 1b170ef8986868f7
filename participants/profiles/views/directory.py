"""The directory, and a page for each participant."""

from allauth.core.internal import ratelimit
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.text import lines
from core.web import keyset
from participants import regions
from participants.models import Participant
from participants.profiles import actions, encounters, sections, tabs


@require_safe
def people(request):
    """The directory, by name; `q`: words, `region`: a code, `after`: the key of a page."""
    found = _matching(Participant.objects.in_directory(), request)
    context = {
        "tabs": tabs.in_order(),
        "people": keyset.page(found, "name", request.GET, rising=True, kind=str),
        "q": request.GET.get("q", ""),
        "region": request.GET.get("region", ""),
        "regions": regions.choices()[1:4],
    }
    return render(request, "participants/profiles/people.html", context)


def _matching(people, request):
    """Filter by the region, and by words of the directory, or of a section that this reader may read."""
    region = request.GET.get("region")
    if words := lines.clean(request.GET.get("q", "")):
        named = Participant.objects.in_directory().order_by().in_words(words).values("pk")
        people = people.filter(pk__in=named.union(*sections.found(words, request.user)))
    return people.filter(region=region) if region in regions.NAMES else people


@require_safe
def person(request, pk):
    """A participant's page: name and organization, the rest if they chose so; never the address.

    One's own is shown as members see it; `as=people`: as one's people do.
    Who tries one number after the other is stopped, whether they exist or not (R-NAMES-MET).
    """
    found = Participant.objects.known().filter(pk=pk).first()
    if not (found and found.is_active and (found.listed or found.on_map)) and not _may_look_up(request):
        return ratelimit.respond_429(request)
    if found is None or not encounters.may_open(found, request.user):
        raise Http404
    is_mine = found == request.user
    context = {"person": found, "shown": (found.listed and found.is_active) or is_mine}
    if is_mine:
        context["seen_as"] = "people" if request.GET.get("as") == "people" else "members"
        context["sections"] = sections.shown(found, found, seen_as=context["seen_as"])
    elif context["shown"]:
        context["sections"] = sections.shown(found, request.user)
        context["actions"] = actions.of(found, request.user)
    return render(request, "participants/profiles/person.html", context)


def _may_look_up(request):
    return ratelimit.consume(request, app="allauth.account", action="look_up_person", limit_get=True)
