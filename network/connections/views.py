"""Ending a connection."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.responses import done, or_404
from network.connections import connections
from network.models import Connection


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
