"""Ending a connection, and hiding it from the map."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.responses import done, or_404
from network.connections import connections
from network.models import Connection


@require_POST
def hide(request, pk):
    """Hide a connection from the map."""
    mine = get_object_or_404(Connection.objects.of(request.user), pk=pk)
    connections.set_hidden(mine, request.user, True)
    return done(request, reverse("network:my_people"), _("It is not on the map any more. Nobody is told."))


@require_POST
def show(request, pk):
    mine = get_object_or_404(Connection.objects.of(request.user), pk=pk)
    connections.set_hidden(mine, request.user, False)
    return done(
        request, reverse("network:my_people"), _("It is on the map where the other one shows it, too.")
    )


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
