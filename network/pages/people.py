"""The page of the people one is connected with, is asked about, and may want to meet; for oneself alone."""

from datetime import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.web import keyset
from network.connections import connections
from network.models import Connection, Introduction, NotNow
from network.suggestions import suggestions

AT_ONCE = 50  # whom one did not want to be suggested, the latest
MOST = 10  # introductions that I began, the newest


@require_safe
def my_people(request):
    mine = Connection.objects.of(request.user).for_page(request.user)
    page = keyset.page(mine, "since", request.GET, kind=datetime)
    begun = Introduction.objects.filter(by=request.user).for_page().order_by("-created_at", "-pk")[:MOST]
    asked = Introduction.objects.awaiting(request.user).for_page()
    people = [
        (other, one, one.is_hidden_by(request.user)) for other, one in connections.others(page, request.user)
    ]
    context = {"page": page, "people": people, "begun": begun, "asked": asked}
    if not (request.GET.get("after") or request.GET.get("before")):
        context |= {
            "is_first": True,
            "suggested": suggestions.people(request.user),
            "pairs": suggestions.pairs(request.user),
            "not_now": NotNow.objects.standing(request.user)
            .select_related("other", "third")
            .order_by("-until")[:AT_ONCE],
        }
    return render(request, "network/pages/people.html", context)
