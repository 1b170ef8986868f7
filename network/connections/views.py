"""The people one is connected with. They are seen by the two of them alone."""

from datetime import datetime

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.web import keyset
from core.web.responses import done, or_404
from network.connections import connections
from network.models import Connection, Introduction, NotNow
from network.suggestions import suggestions

MOST = 10  # introductions that I began, the newest


@require_safe
def my_people(request):
    mine = Connection.objects.of(request.user).for_page(request.user)
    page = keyset.page(mine, "since", request.GET, kind=datetime)
    begun = Introduction.objects.filter(by=request.user).for_page().order_by("-created_at", "-pk")[:MOST]
    asked = Introduction.objects.awaiting(request.user).for_page()
    context = {"page": page, "people": connections.others(page, request.user), "begun": begun, "asked": asked}
    if not (request.GET.get("after") or request.GET.get("before")):
        context |= {
            "suggested": suggestions.people(request.user),
            "pairs": suggestions.pairs(request.user),
            "not_now": NotNow.objects.standing(request.user).select_related("other", "third"),
        }
    return render(request, "network/connections/people.html", context)


def end(request, pk):
    mine = Connection.objects.of(request.user).filter(pk=pk).first()
    if mine is None and request.method == "POST":  # it has ended, or was not theirs
        return redirect("network:my_people")
    or_404(mine)
    other, back = mine.other_of(request.user), reverse("network:my_people")
    if request.method == "POST":
        connections.end(mine)
        return done(request, back, _("%(name)s is no longer among your people.") % {"name": other})
    question = {"action_text": _("End this connection"), "back_url": back, "dangerous": True}
    return render(request, "network/connections/end.html", {"other": other} | question)
